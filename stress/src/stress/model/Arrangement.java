// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.List;
import java.util.stream.Collectors;

import svc.buffermanager.Handles;

/**
 * How a pool is arranged.
 *
 * @param managerId 0 to 65,535
 * @param memoryId 0 or greater
 * @param alignment of each buffer, in bytes, a power of two
 * @param bins one or more, in ascending order of size
 * @param handles how stale ones are told from others
 */
public record Arrangement(int managerId, int memoryId, long alignment, List<Shape> bins, Handles handles) {

    /** Most buffers whose contexts are as in F´. */
    private static final int NARROW = 0xFFFF;

    /**
     * A bin.
     *
     * @param size of each buffer, in bytes
     * @param count how many
     */
    public record Shape(int size, int count) {

        @Override
        public String toString() {
            return size + "x" + count;
        }
    }

    int buffers() {
        return bins.stream().mapToInt(Shape::count).sum();
    }

    long bytes() {
        return bins.stream().mapToLong(bin -> Math.ceilDiv(bin.size, alignment) * alignment * bin.count).sum();
    }

    /** {@return the context of the first buffer, as {@link fw.buffer.Buffer#context} has it; the others' follow it} */
    long firstContext() {
        return buffers() <= NARROW ? (long) managerId << 16 : 1L << 48 | (long) managerId << 32;
    }

    @Override
    public String toString() {
        String all = bins.stream().map(Shape::toString).collect(Collectors.joining(" "));
        return all + " at " + alignment + ", manager " + managerId + ", " + handles;
    }
}
