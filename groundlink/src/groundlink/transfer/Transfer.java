// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.util.Optional;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;

/**
 * One file on its way: how large it is, how far it is, and how it ended. Source and sink tell it what they do, who has ordered
 * the transfer waits for what comes next.
 * <p>
 * It ends once: complete, or with a failure, and what comes later changes nothing. Half-way the source can be made to hold back
 * its last chunk until whoever has ordered the transfer says that he has done what he wanted to do half-way; the chunks before
 * that go on meanwhile.
 * <p>
 * Any thread may call any method; each locks this object for a moment.
 */
public final class Transfer {

    /** What {@link #await} has waited for. */
    public enum Event {
        /** So many bytes are written. */
        PROGRESS,
        /** The source has handed over half of the bytes. Comes at most once; {@link #goOn} is due. */
        HALF_WAY,
        /** The transfer has ended. */
        ENDED
    }

    private final long size;
    private final int chunkSize;
    private boolean halfWayWanted;
    private boolean lastMayGo;
    private long handedOver;
    private long written;
    private long taken;
    private long returned;
    private long expired;
    private long repeated;
    private long waits;
    private boolean ended;
    private String failure;

    /**
     * Makes a transfer that has not begun. A file of 2 bytes or more has 2 chunks or more, and so a half way; a smaller one has
     * none.
     *
     * @param size how many bytes the file has, 0 or more
     * @param largestChunk most bytes that a chunk may have, 1 or more
     */
    public Transfer(long size, int largestChunk) {
        this.size = size;
        chunkSize = Math.clamp((size + 1) / 2, 1, largestChunk);
        halfWayWanted = size > chunkSize;
        lastMayGo = !halfWayWanted;
    }

    /** {@return how many bytes the file has} */
    public long size() {
        return size;
    }

    /** {@return how many bytes each chunk has, but for the last, which may have less} */
    public int chunkSize() {
        return chunkSize;
    }

    /** {@return how many chunks the file has} */
    public long chunks() {
        return Math.ceilDiv(size, chunkSize);
    }

    /**
     * Waits for what comes next. The end goes before half-way, that before progress.
     *
     * @param mark the number of bytes written at which to return
     * @return what has come
     * @throws InterruptedException if the thread was interrupted
     */
    public synchronized Event await(long mark) throws InterruptedException {
        while (!ended && !(halfWayWanted && handedOver >= size - size / 2) && written < mark) {
            wait();
        }
        if (ended) {
            return Event.ENDED;
        }
        if (halfWayWanted && handedOver >= size - size / 2) {
            halfWayWanted = false;
            return Event.HALF_WAY;
        }
        return Event.PROGRESS;
    }

    /** Lets the last chunk go. */
    public synchronized void goOn() {
        lastMayGo = true;
        notifyAll();
    }

    /**
     * Ends it with a failure, if it has not ended.
     *
     * @param message a line for people
     */
    public synchronized void fail(String message) {
        if (!ended) {
            ended = true;
            failure = message;
            notifyAll();
        }
    }

    /** {@return why it failed, if it did} */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return what it has done so far} */
    public synchronized Totals totals() {
        return new Totals(written, taken, returned, expired, repeated, waits);
    }

    /** Source: all of the file is written. */
    synchronized void complete() {
        if (!ended) {
            ended = true;
            notifyAll();
        }
    }

    /** Source: waits until the last chunk may go. */
    synchronized void awaitGoOn() throws InterruptedException {
        while (!lastMayGo) {
            wait();
        }
    }

    /** Source: a chunk has gone to the sink for the first time. */
    synchronized void handedOver(int bytes) {
        handedOver += bytes;
        notifyAll();
    }

    /** Source: a chunk is read again. */
    synchronized void repeated() {
        repeated++;
    }

    /** Source: a buffer was taken. */
    synchronized void taken() {
        taken++;
    }

    /** Source: no buffer was free. */
    synchronized void waited() {
        waits++;
    }

    /** Sink: a chunk is checked and written. */
    synchronized void written(int bytes) {
        written += bytes;
        notifyAll();
    }

    /**
     * Gives a buffer back to where it was taken. If its memory has ended meanwhile, there is nothing to give back to, which is
     * counted.
     */
    void giveBack(Buffer buffer) {
        boolean home = true;
        try {
            buffer.close();
        } catch (BufferMisuseException e) {
            if (e.kind() != BufferMisuseException.Kind.EXPIRED) {
                throw e;
            }
            home = false;
        }
        synchronized (this) {
            if (home) {
                returned++;
            } else {
                expired++;
            }
        }
    }
}
