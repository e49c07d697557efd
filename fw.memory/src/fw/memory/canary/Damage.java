// SPDX-License-Identifier: Apache-2.0
package fw.memory.canary;

/**
 * What was found of a write into memory that nobody may write to. A byte that happens to be written as it was is not seen: one of
 * 254 of those of a random text.
 *
 * @param first where the first damaged byte was, in bytes from the start of the segment that was looked at
 * @param last where the last one was; between them there may be some that are whole
 * @param hex the first of the bytes from {@code first} on, 16 at most, as two hexadecimal digits each, parted by spaces
 */
public record Damage(long first, long last, String hex) {
}
