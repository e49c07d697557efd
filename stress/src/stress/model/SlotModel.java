// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import svc.buffermanager.Handles;

/** A slot that somebody has had, and what must stand in its memory. */
final class SlotModel {

    final PoolModel pool;
    final BinModel bin;
    final long context;

    /** Who has it, or null. */
    BufferModel holder;
    /** All that ever had it, one for each handle; in the order of its loans, as long as each had a new one. */
    final List<BufferModel> holders = new ArrayList<>();
    int loans;
    private final byte[] bytes;
    private final BitSet written = new BitSet();

    SlotModel(PoolModel pool, BinModel bin, long context) {
        this.pool = pool;
        this.bin = bin;
        this.context = context;
        bytes = new byte[bin.shape.size()];
    }

    /** {@return who must have it at the next loan, if it can't be somebody new; or null} */
    BufferModel nextHolder() {
        int handles = switch (pool.arrangement.handles()) {
            case REUSED -> 1;
            case ROTATED -> Handles.TURNS;
            case FRESH, SEALED -> Integer.MAX_VALUE;
        };
        return loans < handles ? null : holders.get(loans % handles);
    }

    /** Has what was written be of no account any more. */
    void forget() {
        written.clear();
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
