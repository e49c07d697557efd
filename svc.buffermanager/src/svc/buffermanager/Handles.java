// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

/**
 * How a manager tells a buffer that was given back from the one that has its memory now: what it promises about a stale
 * handle, at
 * what cost. The value of {@link BufferManager#HANDLES}.
 * <p>
 * Whatever the mode: nothing is ever accessed outside the buffer's slot; a handle is refused while its slot is lent to
 * nobody; and one
 * of a pool before the present is refused for ever.
 */
public enum Handles {
    /**
     * A slot has one handle. A stale one is refused until the slot is lent again; from then on it is taken for its new
     * holder's. The
     * default, and the fastest: 0 bytes of heap, nothing more to do.
     */
    REUSED,
    /**
     * A slot has {@value #TURNS} handles, which are lent in turn. A stale one is refused until the slot has been lent {@value
     * #TURNS}
     * times more. 0 bytes of heap for each buffer that is taken; 200 bytes more for each that the pool has.
     */
    ROTATED,
    /**
     * Each time that a buffer is taken, its handle is new. A stale one is refused for ever, whoever uses it when. A segment or
     * ByteBuffer that was taken from it still reaches the slot's memory. 24 bytes of heap for each buffer that is taken.
     */
    FRESH,
    /**
     * As {@link #FRESH}, and the segments and ByteBuffers taken from a buffer end when it is given back: access to them throws
     * IllegalStateException for ever. Each loan whose memory is used has memory of its own for that, as much as its slot, and as
     * aligned, all zero at first, and not from the allocator, so that its want is an OutOfMemoryError; giving it back takes a
     * handshake with all threads of the JVM, and is refused while a channel
     * is at work in it. 40 bytes of heap for each buffer that is taken, and some 200 more if its memory is used.
     */
    SEALED;

    /** How many handles a slot has in mode {@link #ROTATED}. */
    public static final int TURNS = 8;
}
