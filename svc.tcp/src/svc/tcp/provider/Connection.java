// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;

/** A TCP connection: sends what is in the outbox, and hands on what it receives. For the link's thread only. */
final class Connection implements Readied {

    /** What the link is linked with. Each may be another one, or null for none, whenever it is asked for. */
    interface Ports {

        ComDataIn output();

        BufferGet buffers();
    }

    /** So many buffers at most in one go, so that neither direction keeps the other from its turn. */
    private static final int TURN = 16;

    /** How long to wait before the pool, or the output, is asked for again: nobody tells when there is one. */
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Settings settings;
    private final Outbox outbox;
    private final Ports ports;
    private final LinkEvents events;
    private final ComReturn home;
    private boolean readable;
    private boolean starved;
    private long askAgainAt;
    private boolean blocked;
    /** Whether the peer has taken nothing since then, though there is something for it. */
    private boolean stalled;
    private long stalledSince;
    private int written;

    /** Takes a connection over. */
    Connection(SocketChannel channel, Selector selector, Settings settings, Outbox outbox, Ports ports, LinkEvents events)
        throws IOException {
        this.channel = channel;
        this.settings = settings;
        this.outbox = outbox;
        this.ports = ports;
        this.events = events;
        home = this::received;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        // A client's is registered already, for its connect.
        key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(this);
    }

    /** The selector has found it ready. */
    @Override
    public void ready(SelectionKey ready) {
        if (key.isReadable()) {
            readable = true;
        }
        if (key.isWritable()) {
            blocked = false;
        }
    }

    /**
     * Sends and receives what can be sent and received now.
     *
     * @return in how many nanoseconds to come again, unless it is ready or the outbox fills before; 0 for at once
     * @throws IOException if the connection is over
     */
    long work(long now) throws IOException {
        boolean more = readable && (!starved || now - askAgainAt >= 0) && receive(now);
        // After that: who has been given something may have put an answer into the outbox, on this thread, which nobody wakes.
        if (!blocked) {
            more |= send(now);
        }
        if (stalled && now - stalledSince > settings.timeoutNanos) {
            throw new IOException("the peer has taken nothing for " + TimeUnit.NANOSECONDS.toMillis(settings.timeoutNanos) + " ms");
        }
        int interest = (blocked ? SelectionKey.OP_WRITE : 0) | (readable ? 0 : SelectionKey.OP_READ);
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
        if (more) {
            return 0;
        }
        long due = stalled ? stalledSince + settings.timeoutNanos - now + 1 : Door.NEVER;
        return Math.max(1, readable && starved ? Math.min(due, askAgainAt - now) : due);
    }

    /** {@return whether there is more to send, and the peer would take it} */
    private boolean send(long now) throws IOException {
        for (int sent = 0; sent < TURN; sent++) {
            if (outbox.data == null) {
                if (!outbox.next()) {
                    return false;
                }
                written = 0;
            }
            int left;
            try {
                left = write(outbox.data);
            } catch (IllegalStateException e) {
                // Its memory has ended. What was sent of it stays sent: the receiver must cope with half a frame anyway.
                dropped("its buffer can't be used: " + e.getMessage());
                continue;
            }
            if (left > 0) {
                blocked = true;
                if (!stalled) {
                    stalled = true;
                    stalledSince = now;
                }
                return false;
            }
            events.buffersSent.increment();
            giveBack();
        }
        return true;
    }

    /** {@return how many bytes of the buffer the peer would not take now} */
    private int write(Buffer data) throws IOException {
        ByteBuffer bytes = WholeSlot.bytes(data);
        bytes.position(bytes.position() + written);
        int taken = channel.write(bytes);
        written += taken;
        events.bytesSent.add(taken);
        if (taken > 0) {
            stalled = false;
        }
        return bytes.remaining();
    }

    private void dropped(String why) {
        if (events.dropped.occurs()) {
            events.dropped.warn(why);
        }
        giveBack();
    }

    private void giveBack() {
        try {
            outbox.giveBack();
        } catch (RuntimeException | LinkageError e) {
            if (events.returnError.occurs()) {
                events.returnError.warn("a sender threw when its buffer was returned: " + e);
            }
        }
    }

    /** {@return whether there may be more to receive} */
    private boolean receive(long now) throws IOException {
        for (int turn = 0; turn < TURN; turn++) {
            ComDataIn to = ports.output();
            Buffer buffer = to == null ? null : allocate();
            if (buffer == null) {
                starve(now, to == null);
                return false;
            }
            starved = false;
            int count = read(buffer);
            if (count < settings.readBytes) {
                readable = false;
            }
            if (count <= 0) {
                received(buffer, FrameContext.NONE);
                if (count < 0) {
                    throw new PeerClosedException();
                }
                return false;
            }
            events.bytesReceived.add(count);
            buffer.setSize(count);
            events.handovers.take(buffer, FrameContext.NONE, home).send(to, buffer, FrameContext.NONE);
            if (!readable) {
                return false;
            }
        }
        return true;
    }

    private void starve(long now, boolean forOutput) {
        if (!starved) {
            if (forOutput && events.noOutput.occurs()) {
                events.noOutput.warn("nobody takes what comes; the peer has to wait");
            }
            if (!forOutput && events.noBufferAvailable.occurs()) {
                events.noBufferAvailable.warn("there is no buffer of " + settings.readBytes + " bytes; the peer has to wait");
            }
        }
        starved = true;
        askAgainAt = now + ASK_AGAIN_NANOS;
    }

    private Buffer allocate() {
        BufferGet from = ports.buffers();
        try {
            Buffer buffer = from == null ? null : from.allocate(settings.readBytes);
            return buffer == null || !buffer.isValid() ? null : buffer;
        } catch (IllegalStateException e) {
            // The pool is stopping: it has none.
            return null;
        }
    }

    /** {@return how many bytes were received into the buffer; 0 also if its memory has ended just now} */
    private int read(Buffer buffer) throws IOException {
        try {
            return channel.read(WholeSlot.bytes(buffer));
        } catch (IllegalStateException e) {
            return 0;
        } catch (IOException e) {
            received(buffer, FrameContext.NONE);
            throw e;
        }
    }

    /** Takes back a buffer that was received into: it goes to the pool that it is from. */
    private void received(Buffer buffer, FrameContext ignored) {
        try {
            buffer.close();
        } catch (IllegalStateException e) {
            if (events.returnError.occurs()) {
                events.returnError.warn(e.getMessage());
            }
        }
    }

    /** Ends it. Whatever waits to be sent is returned. */
    void close() throws IOException {
        outbox.open(false);
        try {
            channel.close();
        } finally {
            while (outbox.data != null || outbox.next()) {
                dropped("the connection was closed; it is returned");
            }
        }
    }
}
