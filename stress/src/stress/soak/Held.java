// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import fw.buffer.Buffer;
import fw.buffer.BufferSend;
import stress.hold.Stamp;

/**
 * A buffer that somebody holds.
 *
 * @param buffer what is held
 * @param from who lent it
 * @param stamp what is written all over it
 */
record Held(Buffer buffer, BufferSend from, Stamp stamp) {
}
