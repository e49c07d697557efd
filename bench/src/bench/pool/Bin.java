// SPDX-License-Identifier: Apache-2.0
package bench.pool;

/**
 * So many buffers of so many bytes.
 *
 * @param size bytes of each, 1 or more
 * @param count how many, 1 or more
 */
public record Bin(int size, int count) {

    /** As the buffer manager's configuration has it. */
    @Override
    public String toString() {
        return size + "x" + count;
    }
}
