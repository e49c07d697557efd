// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import fw.buffer.Buffer;

/**
 * A buffer that somebody holds.
 *
 * @param buffer what is held
 * @param stamp what is written all over it
 */
record Holding(Buffer buffer, Stamp stamp) {
}
