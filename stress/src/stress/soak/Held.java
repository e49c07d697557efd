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
 * @param address where it is
 * @param timed whether it is noted how long calls for it take
 * @param stamp what is written all over it
 */
record Held(Buffer buffer, BufferSend from, long address, boolean timed, Stamp stamp) {
}
