// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * Somebody who has the page open, at the other end of a connection. No thread waits for him: what is sent is written as far as
 * the connection takes it, and goes on when the server says that it takes more. Who falls behind by more than {@value
 * #QUEUE} frames is dropped.
 */
final class Reader implements WriteListener, AsyncListener {

    /** How many frames may wait for one reader. They are the same arrays for all readers. */
    static final int QUEUE = 5;

    private final Consumer<Reader> gone;
    /** This and what follows is guarded by this. */
    private final Queue<byte[]> frames = new ArrayDeque<>(QUEUE);
    private AsyncContext context;
    private ServletOutputStream out;
    /** Whether the server has said that it takes more, and was not given anything since. */
    private boolean ready;
    private boolean unflushed;
    private boolean closed;
    private boolean completed;

    /**
     * Makes one without a connection; what is sent waits for {@link #connect}.
     *
     * @param gone is told once, or several times, when the connection has ended; on any thread, which holds no lock of this
     */
    Reader(Consumer<Reader> gone) {
        this.gone = gone;
    }

    /** Gives it its connection, which ends at once if the reader was closed before. */
    void connect(AsyncContext newContext) throws IOException {
        newContext.setTimeout(0);
        newContext.addListener(this);
        ServletOutputStream stream = newContext.getResponse().getOutputStream();
        boolean late;
        synchronized (this) {
            context = newContext;
            out = stream;
            late = closed;
        }
        if (late) {
            complete();
        } else {
            stream.setWriteListener(this);
        }
    }

    /** Sends a frame, or drops the reader if too many wait already. It doesn't wait. */
    void send(byte[] frame) {
        boolean lost;
        synchronized (this) {
            if (closed) {
                return;
            }
            lost = frames.size() >= QUEUE;
            if (!lost) {
                frames.add(frame);
                lost = !write();
            }
        }
        if (lost) {
            close();
        }
    }

    /**
     * Ends the connection. If a write is under way, the server lets go of it when that has ended, or has failed for idling; until
     * then the reader isn't gone.
     */
    void close() {
        synchronized (this) {
            closed = true;
            frames.clear();
        }
        complete();
    }

    /** Completes the exchange, once, if it has begun. */
    private void complete() {
        AsyncContext ending;
        synchronized (this) {
            if (completed || context == null) {
                return;
            }
            completed = true;
            ending = context;
        }
        try {
            ending.complete();
        } catch (IllegalStateException e) {
            // The server was quicker: it has completed it because of an error.
            gone.accept(this);
        }
    }

    @Override
    public void onWritePossible() {
        boolean lost;
        synchronized (this) {
            ready = true;
            lost = !write();
        }
        if (lost) {
            close();
        }
    }

    /** Writes what waits, as far as the connection takes it. Called with the lock of this. {@return whether the peer is there} */
    private boolean write() {
        try {
            // Asking a stream whether it is ready has it call back when it is: it must not be asked again until it has.
            while (ready && !closed && (unflushed || !frames.isEmpty())) {
                if (!out.isReady()) {
                    ready = false;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    unflushed = true;
                    out.write(frames.remove());
                }
            }
            return true;
        } catch (IOException e) {
            // That the peer has gone is no fault of anybody's.
            return false;
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        synchronized (this) {
            closed = true;
            completed = true;
            frames.clear();
        }
        gone.accept(this);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is started once.
    }
}
