// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.atomic.LongAdder;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.log.Log;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.BufferManagerEvent.Kind;

/** What a manager is given that it has not lent: invalid buffers, which do no harm, and those of others. Any thread. */
final class ForeignBuffers {

    private final PooledBufferManager manager;
    private final Throttle nullEmptyBuffer;
    private final Wording emptyReturn = ForeignBuffers::emptyReturn;
    private final LongAdder emptyBuffs = new LongAdder();

    ForeignBuffers(PooledBufferManager manager, Log log) {
        this.manager = manager;
        nullEmptyBuffer = new Throttle(log);
    }

    /**
     * Takes back what is none of this manager's buffers: all of them are refused, but the invalid ones.
     *
     * @param by who gives it back
     */
    void giveBack(Buffer buffer, Holder by) {
        if (buffer == InvalidBuffer.INSTANCE || isInvalid(buffer)) {
            emptyBuffs.increment();
            if (nullEmptyBuffer.isOpen()) {
                nullEmptyBuffer.warn(manager + ": " + emptyReturn(0, by));
            }
            manager.announcements.note(Kind.EMPTY_RETURN, by, 0, 0, 0, emptyReturn);
        } else {
            throw of(buffer);
        }
    }

    private static String emptyReturn(int size, Holder by) {
        return "NullEmptyBuffer: an invalid buffer was given back" + (by.isBundle() ? ", by " + by : "");
    }

    /** {@return whether it is the invalid buffer of another provider} What that throws is its own affair. */
    private boolean isInvalid(Buffer buffer) {
        if (buffer == null) {
            throw new NullPointerException("buffer is null; give back what allocate returned");
        }
        try {
            return !isOurs(buffer) && buffer.context() == Buffer.NO_CONTEXT && !buffer.isValid();
        } catch (Throwable e) {
            BufferMisuseException refusal = of(buffer);
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static boolean isOurs(Buffer buffer) {
        return buffer instanceof Slot || buffer instanceof Loan;
    }

    /** Of a buffer that isn't ours it says the class only: what else it would say of itself can't be relied on. */
    BufferMisuseException of(Buffer buffer) {
        return manager.misuses.foreign(manager.managerId(), manager + " has not lent "
            + (isOurs(buffer) ? buffer : "this " + buffer.getClass().getName()) + "; give it back where it was taken");
    }

    /** Fills in the figure of invalid buffers that were given back. */
    void fill(BufferManagerDTO dto) {
        dto.emptyBuffs = emptyBuffs.sum();
    }

    void clearThrottle() {
        nullEmptyBuffer.clear();
    }
}
