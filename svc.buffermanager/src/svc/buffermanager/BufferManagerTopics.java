// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

/**
 * The topics and properties under which the bundle {@code svc.buffermanager.eventadmin} posts each {@link BufferManagerEvent} to
 * EventAdmin. For whoever would rather handle events than be a {@link BufferManagerListener}; the two are told the same, and as
 * often.
 * <p>
 * A topic is {@link #PREFIX} and the name of the event's kind. These properties are always there: {@link
 * BufferManager#MANAGER_ID} ({@code Integer}), {@link #COUNT}, {@link #TIMESTAMP}, {@link #MESSAGE} and {@link #EVENT}. The others
 * are if they belong to the kind and are known: so a filter such as {@code (&(manager.id=32)(bundle.symbolicName=com.acme.*))}
 * finds what it says.
 */
public final class BufferManagerTopics {

    /** What all topics begin with. */
    public static final String PREFIX = "svc/buffermanager/";

    /** All topics, for a handler. */
    public static final String ALL = PREFIX + "*";

    /** There was no free buffer: {@link BufferManagerEvent.Kind#EXHAUSTED}. */
    public static final String EXHAUSTED = PREFIX + "EXHAUSTED";

    /** A quota denied a buffer: {@link BufferManagerEvent.Kind#DENIED}. */
    public static final String DENIED = PREFIX + "DENIED";

    /** An invalid buffer was given back: {@link BufferManagerEvent.Kind#EMPTY_RETURN}. */
    public static final String EMPTY_RETURN = PREFIX + "EMPTY_RETURN";

    /** A buffer was misused: {@link BufferManagerEvent.Kind#MISUSE}. */
    public static final String MISUSE = PREFIX + "MISUSE";

    /** The manager lends from another pool: {@link BufferManagerEvent.Kind#SWAPPED}. */
    public static final String SWAPPED = PREFIX + "SWAPPED";

    /** A pool lends no more: {@link BufferManagerEvent.Kind#RETIRED}. */
    public static final String RETIRED = PREFIX + "RETIRED";

    /** A pool's memory went back: {@link BufferManagerEvent.Kind#ENDED}. */
    public static final String ENDED = PREFIX + "ENDED";

    /** A bundle has buffers that it should have given back: {@link BufferManagerEvent.Kind#LEAK}. */
    public static final String LEAK = PREFIX + "LEAK";

    /** Buffers were taken away from a bundle that has stopped: {@link BufferManagerEvent.Kind#RECLAIMED}. */
    public static final String RECLAIMED = PREFIX + "RECLAIMED";

    /** A traced buffer was taken: {@link BufferManagerEvent.Kind#TAKEN}. */
    public static final String TAKEN = PREFIX + "TAKEN";

    /** A traced buffer came home: {@link BufferManagerEvent.Kind#RETURNED}. */
    public static final String RETURNED = PREFIX + "RETURNED";

    /** Property, {@code Long}, 1 or more: {@link BufferManagerEvent#count}. */
    public static final String COUNT = "count";

    /** Property, {@code Long}, milliseconds since 1970: {@link BufferManagerEvent#timeMillis}. EventAdmin's own name. */
    public static final String TIMESTAMP = "timestamp";

    /** Property, {@code String}, a line for people: {@link BufferManagerEvent#message}. EventAdmin's own name. */
    public static final String MESSAGE = "message";

    /** Property, the {@link BufferManagerEvent} itself. EventAdmin's own name. */
    public static final String EVENT = "event";

    /** Property, {@code String}: {@link BufferManagerEvent#holder}. EventAdmin's own name. */
    public static final String HOLDER = "bundle.symbolicName";

    /** Property, {@code Long}, bytes: {@link BufferManagerEvent#size}. */
    public static final String SIZE = "size";

    /** Property, {@code Integer}, bytes: {@link BufferManagerEvent#binSize}. */
    public static final String BIN_SIZE = "bin.size";

    /** Property, {@code Long}, 0 or more, of events about pools, leaks and what is taken away: {@link BufferManagerEvent#buffers}. */
    public static final String BUFFERS = "buffers";

    /** Property, {@code Long}, nanoseconds: {@link BufferManagerEvent#heldNanos}. */
    public static final String HELD_NANOS = "held.nanos";

    /** Property, {@code Long}, nanoseconds, of {@link #TAKEN} only: {@link BufferManagerEvent#waitedNanos}. */
    public static final String WAITED_NANOS = "waited.nanos";

    /** Property, {@code String}, a name: {@link BufferManagerEvent#allocator}. */
    public static final String ALLOCATOR = "allocator";

    /** Property, {@code String}, the name of a kind of misuse: {@link BufferManagerEvent#misuse}. */
    public static final String MISUSE_KIND = "misuse";

    private BufferManagerTopics() {
    }

    /** {@return the topic of a kind of event} */
    public static String of(BufferManagerEvent.Kind kind) {
        return PREFIX + kind.name();
    }
}
