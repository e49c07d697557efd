// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.MemorySegment;

import fw.buffer.Buffer;

/**
 * The memory of a buffer's whole slot. A buffer that is used with ever other sizes makes a segment for each; the whole slot's is
 * always the same one.
 */
final class WholeSlot {

    private WholeSlot() {
    }

    /**
     * {@return the memory from the slot's start to its end} The buffer has the same offset and size afterwards. Only for its
     * holder.
     */
    static MemorySegment of(Buffer buffer) {
        int offset = buffer.offset();
        int size = buffer.size();
        if (offset == 0 && size == buffer.capacity()) {
            return buffer.segment();
        }
        buffer.advance(-offset).setSize(buffer.capacity());
        try {
            return buffer.segment();
        } finally {
            buffer.setSize(offset + size).advance(offset);
        }
    }
}
