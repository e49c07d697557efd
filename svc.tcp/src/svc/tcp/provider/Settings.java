// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.util.concurrent.TimeUnit;

/** What the configuration of a link says, checked. */
final class Settings {

    private static final int MAX_PORT = 0xFFFF;
    /** Beyond that, a sum of times would overflow. */
    private static final long MAX_MILLIS = TimeUnit.DAYS.toMillis(365);

    final String portName;
    final String host;
    final int port;
    final int readBytes;
    final int queue;
    final long timeoutNanos;
    final long retryNanos;

    /**
     * Takes settings.
     *
     * @param minPort the least TCP port that is allowed
     * @throws IllegalArgumentException if one is out of its range; the message says which, and the way out
     */
    Settings(String portName, String host, int port, int minPort, int readBytes, int queue, long timeoutMillis, long retryMillis) {
        this.portName = portName;
        this.host = host;
        this.port = (int) check("port", port, minPort, MAX_PORT);
        this.readBytes = (int) check("read.bytes", readBytes, 1, Integer.MAX_VALUE);
        this.queue = (int) check("queue", queue, 1, 1 << 20);
        timeoutNanos = TimeUnit.MILLISECONDS.toNanos(check("send.timeout", timeoutMillis, 1, MAX_MILLIS));
        retryNanos = TimeUnit.MILLISECONDS.toNanos(check("retry.interval", retryMillis, 1, MAX_MILLIS));
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is empty; give a name or an address, for example 127.0.0.1");
        }
    }

    private static long check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is out of range; give " + min + " to " + max);
        }
        return value;
    }
}
