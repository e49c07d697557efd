// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleActivator;

import fw.buffer.Buffer;
import stress.soak.guest.Hoarder;
import stress.soak.guest.LoaderLeaver;
import stress.soak.guest.Meddler;
import stress.soak.guest.ThreadLeaver;
import stress.soak.guest.VirtualThreadLeaver;
import svc.buffermanager.BufferManager;

/** The soak finds what managers and bundles do wrong that are made to do it. */
@Timeout(180)
class SoakTest {

    private static final Course MOMENT =
        new Course(2, 2, 4, 2, Duration.ofMillis(700), 0, Duration.ofSeconds(4), Duration.ofSeconds(20), 7);
    /** For faults that it waits for. */
    private static final Course HASTY =
        new Course(2, 2, 4, 2, Duration.ofMillis(700), 0, Duration.ofMillis(100), Duration.ofSeconds(2), 7);

    @Test
    void theSameSeedMakesTheSameSteps() throws Exception {
        List<String> first = run((real, method, arguments) -> method.invoke(real, arguments)).steps().all();
        List<String> second = run((real, method, arguments) -> method.invoke(real, arguments)).steps().all();
        int both = Math.min(first.size(), second.size());
        assertTrue(both >= 10, () -> first.size() + " and " + second.size() + " steps");
        assertEquals(first.subList(0, both), second.subList(0, both));
    }

    @Test
    void isNotGoodWithFewerSwapsThanWereToBeMade() throws Exception {
        Outcome outcome = Soak.run(new Course(2, 2, 4, 2, Duration.ofMillis(700), 1_000_000, Duration.ofSeconds(4),
            Duration.ofSeconds(20), 7), UnaryOperator.identity(), List.of());
        assertTrue(outcome.findings().isEmpty(), outcome::toString);
        assertFalse(outcome.isGood(), outcome::toString);
    }

    @Test
    void saysHowLongTheLongestCallTook() throws Exception {
        Set<BufferManager> stalled = ConcurrentHashMap.newKeySet();
        Duration stall = Duration.ofMillis(300);
        Outcome outcome = run((real, method, arguments) -> {
            if (method.getName().equals("deallocate") && stalled.add(real)) {
                // It waits for nothing: how long the call takes is what is to be found.
                Thread.sleep(stall);
            }
            return method.invoke(real, arguments);
        });
        assertTrue(outcome.stalls().longest(Stalls.Call.DEALLOCATE) >= stall.toNanos(), outcome::toString);
        assertTrue(outcome.stalls().longest(Stalls.Call.ALLOCATE) > 0, outcome::toString);
    }

    @Test
    void findsWrongBytes() throws Exception {
        AtomicReference<Buffer> mine = new AtomicReference<>();
        Outcome outcome = run(HASTY, (real, method, arguments) -> {
            Object answer = method.invoke(real, arguments);
            if (answer instanceof Buffer buffer && buffer.isValid()) {
                Buffer before = mine.getAndSet(buffer);
                if (before != null && before.isValid()) {
                    before.segment().fill((byte) 1);
                }
            }
            return answer;
        });
        assertFound(Finding.WRONG_BYTES, outcome);
    }

    @Test
    void findsABufferThatIsLentTwice() throws Exception {
        AtomicReference<Buffer> last = new AtomicReference<>();
        Outcome outcome = run(HASTY, (real, method, arguments) -> {
            if (method.getName().equals("allocate") && arguments.length == 1) {
                Buffer again = last.getAndSet(null);
                if (again != null && again.isValid() && again.capacity() >= (int) arguments[0]) {
                    return again.setSize((int) arguments[0]);
                }
            }
            Object answer = method.invoke(real, arguments);
            if (answer instanceof Buffer buffer && buffer.isValid()) {
                last.set(buffer);
            }
            return answer;
        });
        assertFound(Finding.HELD_TWICE, outcome);
    }

    @Test
    void findsABufferThatIsNotTakenBack() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Outcome outcome = run(HASTY, (real, method, arguments) -> method.getName().equals("deallocate")
            && calls.getAndIncrement() == 0 ? null : method.invoke(real, arguments));
        assertFound(Finding.LOST, outcome);
    }

    @Test
    void findsACallThatThrows() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Outcome outcome = run((real, method, arguments) -> {
            if (method.getName().equals("deallocate") && calls.getAndIncrement() == 0) {
                method.invoke(real, arguments);
                throw new IllegalStateException("out of order");
            }
            return method.invoke(real, arguments);
        });
        assertEquals(1, outcome.findings().count(Finding.CALL_FAILED), outcome::toString);
        assertFalse(outcome.isGood());
    }

    @Test
    void findsARefusalWhileThereAreBuffers() throws Exception {
        Outcome outcome = run((real, method, arguments) -> method.getName().equals("allocate") && arguments.length == 3
            ? 0 : method.invoke(real, arguments));
        assertFound(Finding.CALL_FAILED, outcome);
    }

    @Test
    void findsACounterThatIsOff() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Outcome outcome = run((real, method, arguments) -> {
            if (method.getName().equals("deallocate") && calls.getAndIncrement() == 0) {
                real.deallocate(real.allocate(0));
            }
            return method.invoke(real, arguments);
        });
        assertEquals(1, outcome.findings().count(Finding.MISCOUNTED), outcome::toString);
        assertFalse(outcome.isGood());
    }

    @Test
    void findsACallThatDoesNotReturn() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch released = new CountDownLatch(1);
        try {
            Outcome outcome = run(HASTY, (real, method, arguments) -> {
                if (method.getName().equals("deallocate") && calls.getAndIncrement() == 0) {
                    released.await();
                }
                return method.invoke(real, arguments);
            });
            assertFound(Finding.STUCK, outcome);
        } finally {
            released.countDown();
        }
    }

    @Test
    void findsMemoryThatIsNotGivenBack() throws Exception {
        Outcome outcome = Soak.run(HASTY, UnaryOperator.identity(), List.of(Hoarder.class));
        assertEquals(Hoarder.BYTES, outcome.findings().count(Finding.BYTES_LEFT), outcome::toString);
        assertFalse(outcome.isGood());
    }

    @Test
    void findsAThreadAndTheClassLoaderThatItHolds() throws Exception {
        try {
            assertOneThreadAndItsLoaderLeft(ThreadLeaver.class);
        } finally {
            Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(ThreadLeaver.THREAD))
                .forEach(Thread::interrupt);
        }
    }

    @Test
    void findsAVirtualThreadAndTheClassLoaderThatItHolds() throws Exception {
        try {
            assertOneThreadAndItsLoaderLeft(VirtualThreadLeaver.class);
        } finally {
            System.setProperty(VirtualThreadLeaver.THREAD, "to end");
        }
    }

    @Test
    void findsAnObjectThatHoldsAClassLoader() throws Exception {
        try {
            Outcome outcome = Soak.run(HASTY, UnaryOperator.identity(), List.of(LoaderLeaver.class));
            assertLoaderLeft(LoaderLeaver.class, outcome);
            assertEquals(0, outcome.findings().count(Finding.THREAD_LEFT), outcome::toString);
        } finally {
            System.getProperties().remove(LoaderLeaver.PROPERTY);
        }
    }

    @Test
    void findsStepsOfTheOperatorThatFail() throws Exception {
        Course longer = new Course(2, 2, 4, 2, Duration.ofSeconds(6), 0, Duration.ofMillis(100), Duration.ofSeconds(2), 7);
        assertFound(Finding.STEP_FAILED, Soak.run(longer, UnaryOperator.identity(), List.of(Meddler.class)));
    }

    private static void assertOneThreadAndItsLoaderLeft(Class<? extends BundleActivator> guest) throws Exception {
        Outcome outcome = Soak.run(HASTY, UnaryOperator.identity(), List.of(guest));
        assertEquals(1, outcome.findings().count(Finding.THREAD_LEFT), outcome::toString);
        assertLoaderLeft(guest, outcome);
    }

    /** Others may not have been collected in so short a time. */
    private static void assertLoaderLeft(Class<? extends BundleActivator> guest, Outcome outcome) {
        String left = Finding.LOADER_LEFT + ": stress.soak.guest." + guest.getSimpleName();
        assertTrue(outcome.findings().first().stream().anyMatch(found -> found.startsWith(left)), outcome::toString);
        assertFalse(outcome.isGood());
    }

    private static void assertFound(Finding finding, Outcome outcome) {
        assertTrue(outcome.findings().count(finding) > 0, outcome::toString);
        assertFalse(outcome.isGood());
    }

    private static Outcome run(Behaviour behaviour) throws Exception {
        return run(MOMENT, behaviour);
    }

    private static Outcome run(Course course, Behaviour behaviour) throws Exception {
        return Soak.run(course, real -> disguise(real, behaviour), List.of());
    }

    /** What a call of the manager does. */
    private interface Behaviour {
        Object call(BufferManager real, Method method, Object[] arguments)
            throws ReflectiveOperationException, InterruptedException;
    }

    private static BufferManager disguise(BufferManager real, Behaviour behaviour) {
        return (BufferManager) Proxy.newProxyInstance(SoakTest.class.getClassLoader(), new Class<?>[] {BufferManager.class},
            (_, method, arguments) -> {
                try {
                    return behaviour.call(real, method, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }
}
