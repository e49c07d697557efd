// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static fw.buffer.BufferMisuseException.Kind.EXPIRED;
import static fw.buffer.BufferMisuseException.Kind.NOT_LENT;
import static fw.buffer.BufferMisuseException.Kind.OUT_OF_RANGE;

import fw.buffer.Buffer;
import svc.buffermanager.Handles;

/**
 * A buffer that a manager once lent: the object, and what it must answer. Each method changes it as the call must, and says what
 * that must come to.
 */
final class BufferModel {

    final String name;
    final Buffer real;
    final SlotModel slot;

    private boolean lent;
    private int size;
    private int offset;

    BufferModel(String name, Buffer real, SlotModel slot) {
        this.name = name;
        this.real = real;
        this.slot = slot;
    }

    void lend(int newSize) {
        lent = true;
        size = newSize;
        offset = 0;
        slot.holder = this;
        if (isSealed()) {
            slot.forget(); // Each loan has memory of its own.
        }
    }

    boolean isLent() {
        return lent;
    }

    int size() {
        return size;
    }

    int offset() {
        return offset;
    }

    /** {@return whether there are bytes to read and write} */
    boolean isReadable() {
        return lent && size > 0 && !hasMemoryEnded();
    }

    boolean isSealed() {
        return slot.pool.arrangement.handles() == Handles.SEALED;
    }

    /**
     * {@return whether its pool's memory ended before it came home} Sealed memory ends even if the pool's is refused by its
     * allocator.
     */
    boolean hasMemoryEnded() {
        return isSealed() ? slot.pool.hasEnded : slot.pool.hasMemoryEnded;
    }

    String look() {
        return Answer.buffer(lent && size > 0 && !slot.pool.hasEnded, lent ? size : 0, lent ? offset : 0, slot.bin.shape.size());
    }

    String setSize(int newSize) {
        if (!lent) {
            return misused();
        }
        if (newSize < 0 || newSize > slot.bin.shape.size() - offset) {
            return slot.pool.misused(OUT_OF_RANGE);
        }
        size = newSize;
        return look();
    }

    String advance(int bytes) {
        if (!lent) {
            return misused();
        }
        if (bytes < -offset || bytes > size) {
            return slot.pool.misused(OUT_OF_RANGE);
        }
        offset += bytes;
        size -= bytes;
        return look();
    }

    /** {@return what must come of reading all of it, or writing} */
    String touch() {
        if (!lent) {
            return misused();
        }
        return hasMemoryEnded() && size > 0 ? Answer.thrown("IllegalStateException") : size + " bytes";
    }

    String giveBack() {
        if (!lent) {
            return misused();
        }
        lent = false;
        slot.holder = null;
        slot.bin.used--;
        return slot.pool.cameHome() ? Answer.DONE : slot.pool.misused(EXPIRED);
    }

    private String misused() {
        return slot.pool.misused(NOT_LENT);
    }
}
