// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

import fw.buffer.Buffer;
import fw.memory.log.Log;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.tcp.TcpLinkDTO;

/** One end of a connection: its thread, which waits for nothing but its selector. */
final class Link {

    /** Makes a door. */
    interface Doors {

        Door make(Selector selector, Settings settings, LinkEvents events);
    }

    /** How long {@link #close} waits at most for the thread, which may be in a call to the output. */
    private static final long END_MILLIS = 5_000;

    private final Log log;
    private final String name;
    private final Settings settings;
    private final Connection.Ports ports;
    private final LinkEvents events;
    private final Outbox outbox;
    private final Selector selector;
    private final Door door;
    private final Thread thread;
    private volatile boolean closing;
    /** The thread's alone. */
    private Connection connection;

    /**
     * Makes a link that is closed.
     *
     * @throws IOException if the system has no selector for it
     */
    Link(Log log, String name, Settings settings, Connection.Ports ports, Doors doors) throws IOException {
        this.log = log;
        this.name = name;
        this.settings = settings;
        this.ports = ports;
        events = new LinkEvents(log, name);
        outbox = new Outbox(settings.queue);
        selector = Selector.open();
        door = doors.make(selector, settings, events);
        thread = new Thread(this::run, name);
        // It must not keep the JVM, should the framework end without deactivating its components.
        thread.setDaemon(true);
    }

    /** Starts its thread. */
    void open() {
        thread.start();
    }

    void send(Buffer data, FrameContext context, ComReturn sender) {
        if (!outbox.put(data, context, sender)) {
            if (events.dropped.occurs()) {
                events.dropped.warn(data.size() + " bytes are returned: "
                    + (outbox.isOpen() ? "the queue of " + settings.queue + " is full" : "nobody is connected"));
            }
            sender.dataReturn(data, context);
        } else if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!closing) {
                long due = step(System.nanoTime());
                if (due == 0) {
                    selector.selectNow(Link::ready);
                } else if (due == Door.NEVER) {
                    selector.select(Link::ready);
                } else {
                    // Rounded up: 0 would be for ever, and less than what is due a loop without a pause.
                    selector.select(Link::ready, TimeUnit.NANOSECONDS.toMillis(due) + 1);
                }
            }
        } catch (IOException e) {
            log.error(name + " has ended: its selector failed: " + e);
        } finally {
            end();
        }
    }

    private static void ready(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Readied of) {
            of.ready(key);
        }
    }

    /**
     * Does what can be done. {@return in how many nanoseconds there is more to do, unless the selector finds something before}
     */
    private long step(long now) {
        SocketChannel peer = door.open(now, connection != null);
        if (peer != null) {
            admit(peer);
        }
        long due = Door.NEVER;
        if (connection != null) {
            try {
                due = connection.work(now);
            } catch (PeerClosedException e) {
                events.problem = e.getMessage();
                hangUp();
            } catch (IOException | RuntimeException e) {
                // A RuntimeException comes of a pool or a buffer that breaks its contract: the thread must not end by that.
                events.lost(Reason.of(e));
                hangUp();
            }
        }
        return Math.min(due, door.due(System.nanoTime(), connection != null));
    }

    private void admit(SocketChannel peer) {
        try {
            connection = new Connection(peer, selector, settings, outbox, ports, events);
            events.connections.increment();
            outbox.open(true);
            log.info(name + ": Connected: " + peer.getRemoteAddress());
        } catch (IOException e) {
            events.cannotOpen(Reason.of(e));
            try (peer) {
                hangUp();
            } catch (IOException failed) {
                events.problem = Reason.of(failed);
            }
        }
    }

    private void hangUp() {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // The channel counts as closed all the same.
                events.problem = Reason.of(e);
            }
            connection = null;
            log.info(name + ": Disconnected");
        }
    }

    private void end() {
        hangUp();
        try (selector) {
            door.close();
        } catch (IOException e) {
            log.error(name + ": " + e);
        }
    }

    /** Ends its thread, its connection and whatever waits. Returns when that has happened, unless an output keeps the thread. */
    void close() {
        closing = true;
        selector.wakeup();
        // Somebody may deactivate the component in a call that comes from it.
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
        for (long left = END_MILLIS; thread.isAlive() && left > 0;
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (thread.isAlive()) {
            log.error(name + ": its output has kept its thread for " + END_MILLIS + " ms; it ends when the output returns");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void fill(TcpLinkDTO dto) {
        events.fill(dto);
        dto.host = settings.host;
        dto.port = door.port();
        dto.listening = door.isListening();
        dto.connected = outbox.isOpen();
    }

    void clearThrottles() {
        events.clearThrottles();
    }
}
