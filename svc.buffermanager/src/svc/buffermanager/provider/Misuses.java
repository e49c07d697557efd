// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;
import fw.memory.log.Log;
import svc.buffermanager.BufferManagerEvent;

/** What users of buffers did wrong: each is counted by its kind, is an event, and does what the policy says. Any thread. */
final class Misuses {

    private final LongAdder[] counts = new LongAdder[Kind.values().length];
    private final Throttle bufferMisuse;
    /** One of its own: what is found of those who overwrite is not to be lost among what else is amiss. */
    private final Throttle overwritten;
    private final Announcements announcements;
    private volatile Consumer<String> consequence = _ -> {
    };

    Misuses(Log log, Announcements announcements) {
        this.announcements = announcements;
        bufferMisuse = new Throttle(log);
        overwritten = new Throttle(log);
        Arrays.setAll(counts, kind -> new LongAdder());
    }

    /**
     * Sets what is to follow each misuse.
     *
     * @param action is given what the misuse was, for people, on the thread of whoever misuses a buffer, before he gets
     *       the exception;
     *         must be quick, and not throw
     */
    void follow(Consumer<String> action) {
        consequence = action;
    }

    /** Counts a misuse of a buffer. {@return what to throw} */
    BufferMisuseException of(Kind kind, Slot slot, String what) {
        Holder last = slot.pool.manager.holders.numbered(slot.holder());
        String culprit = last.isBundle() ? "; it was lent to " + last : "";
        return seen(new BufferMisuseException(kind, slot.pool.spec.managerId(), slot.binNumber, slot.index,
            slot + " " + what + culprit), last, slot);
    }

    /** Counts a misuse, of a buffer that is told in the message. {@return what to throw} */
    BufferMisuseException foreign(int managerId, String message) {
        return seen(new BufferMisuseException(Kind.FOREIGN, managerId, BufferMisuseException.UNKNOWN,
            BufferMisuseException.UNKNOWN, message), null, null);
    }

    /**
     * Counts that somebody wrote where he must not, found out later.
     *
     * @param slot whose holder did
     * @param last that holder; null if nobody has had it
     * @param trace where he got it; null if that isn't known
     */
    BufferMisuseException overwritten(Slot slot, Holder last, Trace trace, String what) {
        String culprit = last == null ? "; nobody has had it yet" : "; its last holder is " + last;
        BufferMisuseException misuse = new BufferMisuseException(Kind.OVERWRITTEN, slot.pool.spec.managerId(), slot.binNumber,
            slot.index, slot + " " + what + culprit);
        if (overwritten.isOpen()) {
            overwritten.error(event(misuse) + (trace == null ? "" : System.lineSeparator() + trace.report()));
        }
        return counted(misuse, last, slot);
    }

    private BufferMisuseException seen(BufferMisuseException misuse, Holder last, Slot slot) {
        if (bufferMisuse.isOpen()) {
            bufferMisuse.warn(event(misuse));
        }
        return counted(misuse, last, slot);
    }

    private static String event(BufferMisuseException misuse) {
        return "manager " + misuse.managerId() + ": BufferMisuse " + misuse.kind() + ": " + misuse.getMessage();
    }

    private BufferMisuseException counted(BufferMisuseException misuse, Holder last, Slot slot) {
        counts[misuse.kind().ordinal()].increment();
        announcements.note(() -> new BufferManagerEvent.Builder(BufferManagerEvent.Kind.MISUSE, misuse.managerId(), event(misuse))
            .holder(last == null ? null : PooledBufferManager.nameOf(last)).binSize(slot == null ? 0 : slot.capacity()).misuse(misuse.kind()));
        consequence.accept(misuse.getMessage());
        return misuse;
    }

    long total() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).sum();
    }

    Map<String, Long> byKind() {
        Map<String, Long> byKind = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            byKind.put(kind.name(), counts[kind.ordinal()].sum());
        }
        return byKind;
    }

    void clearThrottle() {
        bufferMisuse.clear();
        overwritten.clear();
    }
}
