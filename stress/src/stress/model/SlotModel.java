// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.BitSet;

/** A slot that somebody has had, and what must stand in its memory. */
final class SlotModel {

    final PoolModel pool;
    final BinModel bin;
    final long context;

    /** Who has it, or null. */
    BufferModel holder;
    private final byte[] bytes;
    private final BitSet written = new BitSet();

    SlotModel(PoolModel pool, BinModel bin, long context) {
        this.pool = pool;
        this.bin = bin;
        this.context = context;
        bytes = new byte[bin.shape.size()];
    }

    void write(int offset, byte[] data) {
        System.arraycopy(data, 0, bytes, offset, data.length);
        written.set(offset, offset + data.length);
    }

    /** {@return the first byte of these, read from {@code offset} on, that isn't as it was written, whoever wrote it; or -1} */
    int firstWrong(int offset, byte[] data) {
        for (int i = 0; i < data.length; i++) {
            if (written.get(offset + i) && bytes[offset + i] != data[i]) {
                return i;
            }
        }
        return -1;
    }
}
