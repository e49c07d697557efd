// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;

/** A connection of a {@link Reader}, with a peer that takes so many writes, and then no more until it is told to. */
final class Peer extends ServletOutputStream {

    final StringBuffer text = new StringBuffer();
    volatile boolean gone;
    private int room;
    private boolean waited;
    private WriteListener writer;
    private AsyncListener listener;
    private volatile boolean completed;

    Peer(int room) {
        this.room = room;
    }

    /** {@return it as a servlet sees it} */
    AsyncContext context() {
        ServletResponse response = proxy(ServletResponse.class, (self, method, arguments) -> this);
        return proxy(AsyncContext.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "addListener" -> listener = (AsyncListener) arguments[0];
                case "getResponse" -> {
                    return response;
                }
                case "complete" -> complete((AsyncContext) self);
                case "setTimeout", "getRequest" -> {
                    return null;
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private void complete(AsyncContext self) throws IOException {
        if (completed) {
            throw new IllegalStateException("completed twice");
        }
        completed = true;
        listener.onComplete(new AsyncEvent(self));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    boolean isCompleted() {
        return completed;
    }

    /** Takes so many writes more, beginning now. */
    void take(int more) throws IOException {
        room += more;
        if (waited || more == 0) {
            waited = false;
            writer.onWritePossible();
        }
    }

    @Override
    public boolean isReady() {
        if (waited) {
            throw new IllegalStateException("asked again before it was called back");
        }
        waited = room == 0 && !gone;
        return !waited;
    }

    @Override
    public void setWriteListener(WriteListener newWriter) {
        writer = newWriter;
        try {
            writer.onWritePossible();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (gone) {
            throw new IOException("broken pipe");
        }
        if (room == 0) {
            throw new IllegalStateException("written without being ready");
        }
        room--;
        text.append(new String(bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single});
    }
}
