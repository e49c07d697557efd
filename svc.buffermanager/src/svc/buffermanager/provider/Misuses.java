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

/** What users of buffers did wrong: each is counted by its kind, is an event, and does what the policy says. Any thread. */
final class Misuses {

    private final LongAdder[] counts = new LongAdder[Kind.values().length];
    private final Throttle bufferMisuse;
    private volatile Consumer<String> consequence = _ -> {
    };

    Misuses(Log log) {
        bufferMisuse = new Throttle(log);
        Arrays.setAll(counts, kind -> new LongAdder());
    }

    /**
     * Sets what is to follow each misuse.
     *
     * @param action is given what the misuse was, for people, on the thread of whoever misuses a buffer, before he gets the exception;
     *         must be quick, and not throw
     */
    void follow(Consumer<String> action) {
        consequence = action;
    }

    /** Counts a misuse of a buffer. {@return what to throw} */
    BufferMisuseException of(Kind kind, Slot slot, String what) {
        Holder last = slot.pool.manager.holders.numbered(slot.holder());
        String culprit = last.isBundle() ? "; it was lent to " + last : "";
        return seen(new BufferMisuseException(kind, slot.pool.spec.managerId(), slot.binNumber, slot.index, slot + " " + what + culprit));
    }

    /** Counts a misuse, of a buffer that is told in the message. {@return what to throw} */
    BufferMisuseException foreign(int managerId, String message) {
        return seen(new BufferMisuseException(Kind.FOREIGN, managerId, BufferMisuseException.UNKNOWN, BufferMisuseException.UNKNOWN,
            message));
    }

    private BufferMisuseException seen(BufferMisuseException misuse) {
        counts[misuse.kind().ordinal()].increment();
        if (bufferMisuse.isOpen()) {
            bufferMisuse.warn("manager " + misuse.managerId() + ": BufferMisuse " + misuse.kind() + ": " + misuse.getMessage());
        }
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
    }
}
