// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The way between a source and a sink, and back. It holds a fixed number of chunks, all made with it and all at the source's end
 * at first, so neither direction is ever full, and the source waits when all of them are under way.
 * <p>
 * What one end does to a chunk before it sends it happens-before the other end receives it.
 */
public final class Link {

    private final BlockingQueue<Chunk> toSink;
    private final BlockingQueue<Chunk> toSource;
    private final int chunks;

    /**
     * Makes a link.
     *
     * @param chunks how many chunks may be under way at a time, 1 or more
     */
    public Link(int chunks) {
        this.chunks = chunks;
        toSink = new ArrayBlockingQueue<>(chunks);
        toSource = new ArrayBlockingQueue<>(chunks);
        for (int i = 0; i < chunks; i++) {
            toSource.add(new Chunk());
        }
    }

    /** {@return how many chunks there are} */
    int chunks() {
        return chunks;
    }

    /** Source: hands a chunk on. */
    void send(Chunk chunk) {
        toSink.add(chunk);
    }

    /** Sink: waits for the next chunk. */
    Chunk receive() throws InterruptedException {
        return toSink.take();
    }

    /** Sink: gives a chunk back, without its buffer. */
    void sendBack(Chunk chunk) {
        toSource.add(chunk);
    }

    /** Source: the next chunk that is back, or null if none is. */
    Chunk pollBack() {
        return toSource.poll();
    }

    /** Source: waits until a chunk is back. */
    Chunk receiveBack() throws InterruptedException {
        return toSource.take();
    }

    /** Source: waits until a chunk is back, but not longer than this; null then. */
    Chunk receiveBack(long nanos) throws InterruptedException {
        return toSource.poll(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Gives back the buffers of all chunks that the sink has not received. For the time when both ends have stopped.
     *
     * @param transfer counts them
     */
    public void giveBackBuffers(Transfer transfer) {
        for (Chunk chunk = toSink.poll(); chunk != null; chunk = toSink.poll()) {
            transfer.giveBack(chunk.buffer);
        }
    }
}
