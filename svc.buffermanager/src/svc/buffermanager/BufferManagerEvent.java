// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import java.time.Instant;
import java.util.Objects;

import fw.buffer.BufferMisuseException;

/**
 * Something that has happened in a buffer manager, or several of the same kind in one: then {@link #count} says how many, and
 * all else is of the latest. Immutable; it keeps nothing alive of the manager or of a bundle. F´: an event of the component.
 * <p>
 * What doesn't belong to a kind is {@code 0}, or {@code null}.
 */
public final class BufferManagerEvent {

    /** What has happened. There may be more kinds in later versions. */
    public enum Kind {
        /**
         * There was no free buffer for a request. {@link #holder}, {@link #size}, and {@link #binSize} of the smallest bin that
         * fits; 0 if none does. F´: {@code NoBuffsAvailable}.
         */
        EXHAUSTED,
        /** A quota doesn't let its bundle have a buffer. {@link #holder}, {@link #size}, {@link #binSize} as for EXHAUSTED. */
        DENIED,
        /** An invalid buffer was given back. {@link #holder} who did. F´: {@code NullEmptyBuffer}. */
        EMPTY_RETURN,
        /** A buffer was misused. {@link #misuse} how; {@link #holder} to whom it was lent, {@link #binSize}, if it is known. */
        MISUSE,
        /**
         * The manager lends from another pool than before. {@link #allocator}, {@link #size} in all, and {@link #buffers} of the
         * new one.
         */
        SWAPPED,
        /** A pool lends no more. {@link #allocator}, {@link #size} in all; {@link #buffers} that are still out of it. */
        RETIRED,
        /** A retired pool's memory went back. {@link #allocator}, {@link #size} in all; {@link #buffers} that never came home. */
        ENDED,
        /**
         * A bundle has buffers for too long, or after it has stopped. {@link #holder}; how many {@link #buffers}, their {@link
         * #size} in all, and {@link #heldNanos} of the oldest, at least.
         */
        LEAK,
        /** Buffers were taken away from a bundle that has stopped. {@link #holder}, how many {@link #buffers}. */
        RECLAIMED,
        /**
         * A buffer that is traced ({@link BufferManager#TRACKING}) was taken. {@link #holder}, {@link #size}, {@link #binSize}, and
         * {@link #waitedNanos} for it.
         */
        TAKEN,
        /**
         * A buffer that was traced came home. {@link #holder} who had it last, {@link #binSize}, and {@link #heldNanos} since it
         * was taken.
         */
        RETURNED
    }

    private final Kind kind;
    private final int managerId;
    private final String message;
    private final long timeMillis;
    private final long count;
    private final String holder;
    private final long size;
    private final int binSize;
    private final long buffers;
    private final long heldNanos;
    private final long waitedNanos;
    private final String allocator;
    private final BufferMisuseException.Kind misuse;

    private BufferManagerEvent(Builder from, long count) {
        kind = from.kind;
        managerId = from.managerId;
        message = from.message;
        timeMillis = from.timeMillis;
        this.count = count;
        holder = from.holder;
        size = from.size;
        binSize = from.binSize;
        buffers = from.buffers;
        heldNanos = from.heldNanos;
        waitedNanos = from.waitedNanos;
        allocator = from.allocator;
        misuse = from.misuse;
    }

    /** {@return what has happened} */
    public Kind kind() {
        return kind;
    }

    /** {@return in which manager: its {@link BufferManager#MANAGER_ID}} */
    public int managerId() {
        return managerId;
    }

    /** {@return when, in milliseconds since 1970 by the clock of the wall; of several, the latest} */
    public long timeMillis() {
        return timeMillis;
    }

    /** {@return how many of this kind have happened since the listener was told of one before, 1 or more: this one counts} */
    public long count() {
        return count;
    }

    /** {@return the symbolic name of the bundle that it is about; null if that isn't known, or it is none} */
    public String holder() {
        return holder;
    }

    /** {@return how many bytes were asked for, or it is about; 0 if that says nothing of this kind} */
    public long size() {
        return size;
    }

    /** {@return the size of the bin's buffers, in bytes; 0 if that says nothing of this kind, or isn't known} */
    public int binSize() {
        return binSize;
    }

    /** {@return how many buffers it is about; 0 if that says nothing of this kind} */
    public long buffers() {
        return buffers;
    }

    /** {@return for how long they were held, in nanoseconds; 0 if that says nothing of this kind} */
    public long heldNanos() {
        return heldNanos;
    }

    /** {@return for how long whoever took it has waited, in nanoseconds; 0 if not at all, or that says nothing of this kind} */
    public long waitedNanos() {
        return waitedNanos;
    }

    /** {@return the name of the allocator that the pool is from; null if that says nothing of this kind} */
    public String allocator() {
        return allocator;
    }

    /** {@return what was misused about a buffer; null if it is no {@link Kind#MISUSE}} */
    public BufferMisuseException.Kind misuse() {
        return misuse;
    }

    /** {@return one line for people, with the manager and the way out; never null} It is what the log says, or would say. */
    public String message() {
        return message;
    }

    /** {@return the same, as the latest of so many} For providers. Throws IllegalArgumentException unless that is 1 or more. */
    public BufferManagerEvent withCount(long newCount) {
        if (newCount < 1) {
            throw new IllegalArgumentException("count " + newCount + " is not positive; an event counts itself");
        }
        return newCount == count ? this : new BufferManagerEvent(new Builder(this), newCount);
    }

    /** {@return a line for people} */
    @Override
    public String toString() {
        return Instant.ofEpochMilli(timeMillis) + " " + kind + (count == 1 ? " " : " (" + count + " times) ") + message;
    }

    /** Makes an event. For providers, and for tests of listeners. For one thread. */
    public static final class Builder {

        private final Kind kind;
        private final int managerId;
        private final String message;
        private long timeMillis;
        private String holder;
        private long size;
        private int binSize;
        private long buffers;
        private long heldNanos;
        private long waitedNanos;
        private String allocator;
        private BufferMisuseException.Kind misuse;

        /**
         * Begins an event that happens now.
         *
         * @param managerId 0 to 65,535
         * @param message a line for people
         */
        public Builder(Kind kind, int managerId, String message) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.managerId = managerId;
            this.message = Objects.requireNonNull(message, "message");
            timeMillis = System.currentTimeMillis();
        }

        private Builder(BufferManagerEvent event) {
            this(event.kind, event.managerId, event.message);
            timeMillis(event.timeMillis).holder(event.holder).size(event.size).binSize(event.binSize).buffers(event.buffers)
                .heldNanos(event.heldNanos).waitedNanos(event.waitedNanos).allocator(event.allocator).misuse(event.misuse);
        }

        /** {@return this, for an event that happened then, in milliseconds since 1970} */
        public Builder timeMillis(long millis) {
            timeMillis = millis;
            return this;
        }

        /** {@return this, with that bundle's symbolic name, or null} */
        public Builder holder(String symbolicName) {
            holder = symbolicName;
            return this;
        }

        /** {@return this, about so many bytes} */
        public Builder size(long bytes) {
            size = bytes;
            return this;
        }

        /** {@return this, about a bin of buffers of so many bytes} */
        public Builder binSize(int bytes) {
            binSize = bytes;
            return this;
        }

        /** {@return this, about so many buffers} */
        public Builder buffers(long number) {
            buffers = number;
            return this;
        }

        /** {@return this, with the time for which they were held} */
        public Builder heldNanos(long nanos) {
            heldNanos = nanos;
            return this;
        }

        /** {@return this, with the time for which it was waited} */
        public Builder waitedNanos(long nanos) {
            waitedNanos = nanos;
            return this;
        }

        /** {@return this, with that allocator's name, or null} */
        public Builder allocator(String name) {
            allocator = name;
            return this;
        }

        /** {@return this, with what was misused, or null} */
        public Builder misuse(BufferMisuseException.Kind what) {
            misuse = what;
            return this;
        }

        /** {@return the event} It counts as one. */
        public BufferManagerEvent build() {
            return new BufferManagerEvent(this, 1);
        }
    }
}
