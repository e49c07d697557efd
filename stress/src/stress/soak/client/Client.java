// SPDX-License-Identifier: Apache-2.0
package stress.soak.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;

/**
 * A consumer that takes buffers when it starts, writes to them again and again, and never gives them back, also not when it
 * stops. This
 * class is alone in its bundle.
 */
public final class Client implements BundleActivator {

    /** The manager that it takes from. */
    public static final int MANAGER_ID = 3;
    /** How many buffers it takes. */
    public static final int HELD = 4;
    /** How many bytes each has. */
    public static final int SIZE = 64;

    private static final long PAUSE_NANOS = 100_000;

    private final List<Buffer> hand = new ArrayList<>();
    private volatile boolean stopped;
    private Thread writer;

    /** For the framework. */
    public Client() {
    }

    @Override
    public void start(BundleContext context) throws Exception {
        ServiceReference<BufferGet> reference =
            context.getServiceReferences(BufferGet.class, "(manager.id=" + MANAGER_ID + ")").iterator().next();
        BufferGet manager = context.getService(reference);
        for (int i = 0; i < HELD; i++) {
            Buffer buffer = manager.allocate(SIZE);
            if (!buffer.isValid()) {
                hand.forEach(Buffer::close);
                throw new IllegalStateException("got " + i + " of " + HELD + " buffers");
            }
            hand.add(buffer);
        }
        writer = Thread.ofPlatform().name("consumer bundle").start(this::write);
    }

    private void write() {
        try {
            while (!stopped) {
                hand.forEach(buffer -> buffer.segment().fill((byte) 1));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IllegalStateException e) {
            // The pool was swapped, and its drain time-out has passed: that ends the memory, and nothing worse.
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        stopped = true;
        writer.join();
    }
}
