// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** How a link comes by its connection. All but {@link #port} and {@link #isListening} are for the link's thread. */
interface Door {

    /** Never: what {@link #due} gives if nothing has to be done until a channel is ready. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Does what can be done without waiting.
     *
     * @param now the present {@link System#nanoTime()}
     * @param connected whether there is a connection
     * @return a new connection; null if there is none
     */
    SocketChannel open(long now, boolean connected);

    /** {@return in how many nanoseconds {@link #open} has something to do, unless a channel is ready before} */
    long due(long now, boolean connected);

    /** {@return the TCP port; 0 if it is not known yet} */
    int port();

    /** {@return whether it listens for connections} */
    boolean isListening();

    void close() throws IOException;
}
