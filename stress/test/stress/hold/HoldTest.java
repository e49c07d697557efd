// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.provider.SwappedPools;

/** The real manager stands the stress for a moment; and the stress finds what managers do wrong that are made to do it. */
@Timeout(120)
class HoldTest {

    private static final Plan MOMENT = new Plan(4, 4, 2, Duration.ofSeconds(1), 7);

    @Test
    void theManagerStandsIt() throws InterruptedException {
        Plan plan = Plan.of(Duration.ofSeconds(3), 1);
        int out = plan.mostOut(2);
        Report report = Hold.run(plan, List.of(SwappedPools.ample(out), SwappedPools.scarce(out / 2)));
        assertTrue(report.isGood(), report::toString);
        assertTrue(report.handedOver() > 0 && report.swaps() > 0 && report.nones() > 0, report::toString);
    }

    @Test
    void aTimeInWhichNothingIsDoneIsNotGood() throws InterruptedException {
        Report report = Hold.run(new Plan(1, 1, 1, Duration.ZERO, 1), List.of(SwappedPools.ample(2)));
        assertEquals(0, report.taken());
        assertFalse(report.isGood());
    }

    @Test
    void findsWrongBytes() throws InterruptedException {
        AtomicReference<Buffer> mine = new AtomicReference<>();
        Report report = run((real, method, arguments) -> {
            Object answer = method.invoke(real, arguments);
            if (answer instanceof Buffer buffer && buffer.isValid()) {
                Buffer before = mine.getAndSet(buffer);
                if (before != null && before.isValid()) {
                    before.segment().fill((byte) 1);
                }
            }
            return answer;
        });
        assertTrue(report.count(Fault.WRONG_BYTES) > 0, report::toString);
    }

    @Test
    void findsABufferThatIsLentTwice() throws InterruptedException {
        AtomicReference<Buffer> last = new AtomicReference<>();
        Report report = run((real, method, arguments) -> {
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
        assertTrue(report.count(Fault.HELD_TWICE) > 0, report::toString);
    }

    @Test
    void findsABufferThatIsNotTakenBack() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Report report = run((real, method, arguments) -> method.getName().equals("deallocate")
            && (int) arguments[1] > 0 && calls.getAndIncrement() == 0 ? null : method.invoke(real, arguments));
        assertTrue(report.count(Fault.LOST) > 0, report::toString);
    }

    @Test
    void findsARefusalWhileOneIsFree() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Report report = run((real, method, arguments) -> method.getName().equals("allocate") && arguments.length == 3
            && (int) arguments[2] > 0 && calls.getAndIncrement() == 0 ? 0 : method.invoke(real, arguments));
        assertTrue(report.count(Fault.DENIED) > 0, report::toString);
    }

    @Test
    void findsACounterThatIsOff() throws InterruptedException {
        Report report = run((real, method, arguments) -> {
            Object answer = method.invoke(real, arguments);
            if (answer instanceof BufferManagerDTO figures) {
                figures.noBuffs++;
            }
            return answer;
        });
        assertEquals(1, report.count(Fault.MISCOUNTED), report::toString);
    }

    @Test
    void findsACallThatThrows() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Report report = run((real, method, arguments) -> {
            if (method.getName().equals("allocate") && calls.getAndIncrement() == 0) {
                throw new IllegalStateException("out of order");
            }
            return method.invoke(real, arguments);
        });
        assertEquals(1, report.count(Fault.THREW), report::toString);
    }

    private static Report run(Behaviour behaviour) throws InterruptedException {
        return Hold.run(MOMENT, List.of(new Faulty(SwappedPools.ample(MOMENT.mostOut(1)), behaviour)));
    }

    /** What a call of the manager does. */
    private interface Behaviour {
        Object call(BufferManager real, Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    /** The real manager, with a fault built in. */
    private record Faulty(Supply real, BufferManager manager) implements Supply {

        Faulty(Supply real, Behaviour behaviour) {
            this(real, (BufferManager) Proxy.newProxyInstance(HoldTest.class.getClassLoader(), new Class<?>[] {BufferManager.class},
                (_, method, arguments) -> {
                    try {
                        return behaviour.call(real.manager(), method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        }

        @Override
        public boolean isAmple() {
            return real.isAmple();
        }

        @Override
        public int largest() {
            return real.largest();
        }

        @Override
        public void swap() {
            real.swap();
        }

        @Override
        public long swaps() {
            return real.swaps();
        }

        @Override
        public long close() {
            return real.close();
        }
    }
}
