// SPDX-License-Identifier: Apache-2.0
package stress.soak.client;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.promise.Promise;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferSend;
import svc.buffermanager.BufferManager;

/**
 * A bundle that takes buffers, waits for some, writes to them, hands some on to others of its kind, and gives back the rest. It
 * stops with what it has in hand, or after it has given that back. This class is alone in its bundle.
 */
public final class Worker implements BundleActivator, BufferSend {

    /** The manager that it takes from. */
    public static final int MANAGER_ID = 4;
    /** Most bytes that it asks for. */
    public static final int LARGEST = 2048;
    /** Property of the service to which it tells what it counts, and of its own. */
    public static final String ROLE = "stress.soak.worker";
    /** How many buffers it took. */
    public static final String TAKEN = "taken";
    /** How many it gave to others. */
    public static final String HANDED_ON = "handed on";
    /** How many it got by waiting, either way. */
    public static final String WAITED = "waited";
    /** How many it had when it stopped. */
    public static final String LEFT = "left";
    /** How many ended while it had them. */
    public static final String ENDED = "ended";
    /** What begins the name of a buffer that had other bytes than it wrote. */
    public static final String WRONG = "wrong bytes";
    /** What begins the name of a failure. */
    public static final String FAILED = "failed: ";

    private static final int MOST_IN_HAND = 8;
    private static final int LONGEST_PAUSE_NANOS = 1_000_000;
    private static final int LONGEST_WAIT_MILLIS = 20;

    /** What this thread has, all filled with its byte. */
    private final List<Buffer> hand = new ArrayList<>();
    /** What it was handed, as others have filled it. */
    private final Deque<Buffer> inbox = new ArrayDeque<>();
    private boolean inboxClosed;
    private final List<Promise<Buffer>> promised = new ArrayList<>();
    private volatile boolean stopped;
    private BundleContext context;
    private ObjLongConsumer<String> counts;
    private SplittableRandom random;
    private byte mine;
    private Thread thread;

    /** For the framework. */
    public Worker() {
    }

    @Override
    @SuppressWarnings("unchecked") // The one with this property takes names.
    public void start(BundleContext bundleContext) throws Exception {
        context = bundleContext;
        counts = context.getService(
            context.getServiceReferences(ObjLongConsumer.class, "(" + ROLE + "=counts)").iterator().next());
        long id = context.getBundle().getBundleId();
        random = new SplittableRandom(id);
        mine = (byte) (1 + id % 127);
        context.registerService(BufferSend.class, this, new Hashtable<>(Map.of(ROLE, "inbox")));
        thread = Thread.ofPlatform().name("worker bundle").start(this::run);
    }

    @Override
    public void stop(BundleContext bundleContext) throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join();
    }

    /** Gets a buffer from another worker. That has it still if this throws. */
    @Override
    public void deallocate(Buffer buffer) {
        synchronized (inbox) {
            if (inboxClosed) {
                throw new IllegalStateException("has stopped");
            }
            inbox.add(buffer);
        }
    }

    private void run() {
        try {
            while (!stopped) {
                ServiceReference<BufferManager> reference = reference();
                BufferManager manager = reference == null ? null : context.getService(reference);
                if (manager != null) {
                    work(reference, manager);
                }
                LockSupport.parkNanos(1 + random.nextInt(LONGEST_PAUSE_NANOS));
            }
        } catch (Throwable e) { // Whatever it is: it is the finding.
            failed(e);
        }
        try {
            end();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private ServiceReference<BufferManager> reference() throws InvalidSyntaxException {
        List<ServiceReference<BufferManager>> found = find(BufferManager.class, "(manager.id=" + MANAGER_ID + ")");
        return found.isEmpty() ? null : found.getFirst();
    }

    private <S> List<ServiceReference<S>> find(Class<S> type, String filter) throws InvalidSyntaxException {
        try {
            return List.copyOf(context.getServiceReferences(type, filter));
        } catch (NullPointerException e) {
            // Felix's, if a bundle with such a service is uninstalled at that moment: seen once in 12,000 swaps.
            return List.of();
        }
    }

    private void work(ServiceReference<BufferManager> reference, BufferManager manager) throws InvalidSyntaxException {
        try {
            if (hand.size() + promised.size() < MOST_IN_HAND) {
                take(manager);
            }
        } catch (InterruptedException e) {
            return;
        } catch (IllegalStateException e) {
            // While the manager is in service, and this bundle is active, nothing of this kind may come.
            if (e instanceof BufferMisuseException || reference.getBundle() != null && !stopped) {
                failed(e);
            }
        }
        receive();
        for (int i = random.nextInt(3); i > 0 && !hand.isEmpty(); i--) {
            Buffer buffer = hand.remove(random.nextInt(hand.size()));
            if (verified(buffer) && (random.nextBoolean() || !handOn(manager, buffer))) {
                giveBack(buffer);
            }
        }
    }

    private void take(BufferManager manager) throws InterruptedException {
        int size = 1 + random.nextInt(random.nextBoolean() ? LARGEST : 300);
        Duration atMost = Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS));
        switch (random.nextInt(4)) {
            case 0 -> took(manager.allocate(size, atMost), WAITED);
            case 1 -> promised.add(manager.allocateLater(size, atMost));
            default -> took(manager.allocate(size), TAKEN);
        }
    }

    private void took(Buffer buffer, String how) {
        // Not by whether it is valid: its pool may have ended since it was taken.
        if (buffer.context() != Buffer.NO_CONTEXT) {
            counts.accept(how, 1);
            keep(buffer);
        }
    }

    private void keep(Buffer buffer) {
        hand.add(buffer);
        try {
            buffer.segment().fill(mine);
        } catch (IllegalStateException e) {
            // Its memory has ended: that is found when it is given back.
        }
    }

    /** Takes what has come, from others or as promised. */
    private void receive() {
        Buffer handed;
        synchronized (inbox) {
            handed = inbox.poll();
        }
        if (handed != null) {
            keep(handed);
        }
        promised.removeIf(promise -> promise.isDone() && received(promise));
    }

    private boolean received(Promise<Buffer> promise) {
        try {
            if (promise.getFailure() == null) {
                took(promise.getValue(), WAITED);
            } else if (!(promise.getFailure() instanceof IllegalStateException)) {
                failed(promise.getFailure());
            }
            return true;
        } catch (ReflectiveOperationException | InterruptedException e) {
            // Stopped at this moment; it is asked again.
            return false;
        }
    }

    /** {@return whether its memory is there} */
    private boolean verified(Buffer buffer) {
        try {
            MemorySegment memory = buffer.segment();
            for (long i = 0; i < memory.byteSize(); i++) {
                // Bytes of a pool that has ended are nobody's; that it has is asked after they were read.
                if (memory.get(ValueLayout.JAVA_BYTE, i) != mine && isLentStill(buffer)) {
                    counts.accept(WRONG + ": " + buffer + " has " + memory.get(ValueLayout.JAVA_BYTE, i) + " at " + i + " of "
                        + memory.byteSize() + ", and not " + mine, 1);
                    break;
                }
            }
        } catch (IllegalStateException e) {
            giveBack(buffer);
            return false;
        }
        return true;
    }

    private static boolean isLentStill(Buffer buffer) {
        VarHandle.acquireFence();
        return buffer.isValid();
    }

    /** {@return whether another worker has it now} */
    private boolean handOn(BufferManager manager, Buffer buffer) throws InvalidSyntaxException {
        List<ServiceReference<BufferSend>> others = find(BufferSend.class, "(" + ROLE + "=inbox)");
        if (others.isEmpty()) {
            return false;
        }
        ServiceReference<BufferSend> to = others.get(random.nextInt(others.size()));
        BufferSend port = to.getBundle() == null ? null : context.getService(to);
        if (port == null || port == this) {
            return false;
        }
        try {
            manager.transfer(buffer, to.getBundle());
            port.deallocate(buffer);
            counts.accept(HANDED_ON, 1);
            return true;
        } catch (IllegalStateException | NullPointerException e) {
            // The other has stopped, or the buffer's memory has ended.
            return false;
        }
    }

    private void giveBack(Buffer buffer) {
        try {
            buffer.close();
        } catch (BufferMisuseException e) {
            if (e.kind() != BufferMisuseException.Kind.EXPIRED) {
                failed(e);
            }
            counts.accept(ENDED, 1);
        }
    }

    private void end() {
        Thread.interrupted();
        while (!promised.isEmpty()) {
            promised.removeIf(this::received);
        }
        synchronized (inbox) {
            inboxClosed = true;
            hand.addAll(inbox);
        }
        if (random.nextBoolean()) {
            counts.accept(LEFT, hand.size());
        } else {
            hand.forEach(this::giveBack);
        }
        hand.clear();
    }

    private void failed(Throwable e) {
        counts.accept(FAILED + e, 1);
    }
}
