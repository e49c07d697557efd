// SPDX-License-Identifier: Apache-2.0
package fw.buffer;

import java.util.Objects;

/**
 * Thrown to whoever uses or gives back a buffer that is not his to use or give back. Nothing else has happened: no other buffer
 * is touched, the pool is as it was.
 * F´: an assert, which stops the system.
 */
public class BufferMisuseException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** What {@link #bin()} and {@link #slot()} are when that can't be said. */
    public static final int UNKNOWN = -1;

    /** What was done. There may be more kinds in later versions. */
    public enum Kind {
        /** The buffer was given back, or used, when it was not lent: most often it was given back before. */
        NOT_LENT,
        /** The buffer is not one of this provider's. */
        FOREIGN,
        /** The buffer was lent for longer than its pool lived; its memory has ended. */
        EXPIRED,
        /**
         * A size or a start beyond the buffer's bounds was asked for, or two threads changed them at once. Nothing has changed.
         */
        OUT_OF_RANGE,
        /**
         * The buffer was given back while a channel or a native call was at work in its memory. It is still lent: give it back
         * later.
         */
        IN_USE,
        /**
         * Whoever has the buffer, or had it last, wrote past its end, before its start, or after it was given back. Only a
         * manager that guards its buffers finds that, and some time later. The buffer is home; the damage that was found is
         * repaired, but what was written into another's buffer can't be known.
         */
        OVERWRITTEN
    }

    /** What was done. */
    private final Kind kind;
    /** The provider's id. */
    private final int managerId;
    /** Which bin. */
    private final int bin;
    /** Which buffer. */
    private final int slot;

    /**
     * Makes an exception of this kind with this message, for a buffer of which no more is known.
     *
     * @param kind what was done
     * @param message names the manager, the buffer and the way out
     */
    public BufferMisuseException(Kind kind, String message) {
        this(kind, UNKNOWN, UNKNOWN, UNKNOWN, message);
    }

    /**
     * Makes an exception of this kind with this message.
     *
     * @param kind what was done
     * @param managerId the id of the provider that refuses, 0 or more, or {@link #UNKNOWN}
     * @param bin which bin of its pool the buffer is of, from 0 in ascending order of size, or {@link #UNKNOWN}
     * @param slot which buffer of its pool it is, from 0, or {@link #UNKNOWN}
     * @param message names the manager, the buffer and the way out
     */
    public BufferMisuseException(Kind kind, int managerId, int bin, int slot, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.managerId = managerId;
        this.bin = bin;
        this.slot = slot;
    }

    /** {@return what was done} */
    public Kind kind() {
        return kind;
    }

    /** {@return the id of the provider that refuses, or {@link #UNKNOWN}} */
    public int managerId() {
        return managerId;
    }

    /** {@return which bin of its pool the buffer is of, from 0 in ascending order of size, or {@link #UNKNOWN}} */
    public int bin() {
        return bin;
    }

    /** {@return which buffer of its pool it is, from 0, as in {@link Buffer#context()}, or {@link #UNKNOWN}} */
    public int slot() {
        return slot;
    }
}
