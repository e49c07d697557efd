// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.recovery;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The memory of a pool that can be recovered: what was found in it, and what is written to it from then on. */
public final class KeptMemory {

    private final Header header;
    private final SlotRecord[] records;
    private final List<FoundSlot> found;

    /**
     * Reads what is there. Nothing is written.
     *
     * @param memory all of it, aligned at 8 bytes or more
     * @param old whether it may hold what a pool before has left; if not, that it holds anything means nothing
     * @throws RefusedContentException if it holds what can't be read as this layout has it
     */
    public KeptMemory(MemorySegment memory, Layout layout, boolean old) throws RefusedContentException {
        header = new Header(memory, layout);
        boolean read = old && header.hasTable();
        records = new SlotRecord[layout.slots];
        found = read ? new ArrayList<>() : null;
        for (int slot = 0; slot < records.length; slot++) {
            records[slot] = new SlotRecord(memory, layout, slot);
            FoundSlot it = read ? records[slot].read(layout) : null;
            if (it != null) {
                found.add(it);
            }
        }
    }

    /** {@return whether the pool before was not closed, or not all of its buffers were home} */
    public boolean isLeft() {
        return found != null;
    }

    /** {@return the slots that were out, or whose record can't be read, in their order; none if the pool before was closed} */
    public List<FoundSlot> found() {
        return found == null ? List.of() : found;
    }

    /**
     * Has all slots be free but those that are whole, which stay as they are. If the process is killed on the way, what is whole
     * is still there.
     */
    public void arrange() {
        if (found == null) {
            header.write();
            for (SlotRecord record : records) {
                record.reset();
            }
            header.phase(Header.OPEN);
            return;
        }
        for (FoundSlot slot : found) {
            switch (slot.state()) {
                case WHOLE -> { }
                case DAMAGED -> records[slot.slot()].reset();
                case TORN, UNFINISHED -> records[slot.slot()].free();
            }
        }
    }

    /** {@return the record of that slot} */
    public SlotRecord record(int slot) {
        return records[slot];
    }

    /** Notes that all buffers are home, and nothing is left to be recovered. */
    public void close() {
        header.phase(Header.CLOSED);
    }
}
