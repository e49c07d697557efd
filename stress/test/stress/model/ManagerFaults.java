// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;
import stress.model.FaultySubject.Behaviour;
import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** Managers that do wrong, each in one way. */
final class ManagerFaults {

    private ManagerFaults() {
    }

    /** {@return what each does, and where to have it from} */
    static Stream<Arguments> all() {
        return Stream.of(taking(), giving(), several(), figures()).flatMap(faults -> faults);
    }

    private static Stream<Arguments> taking() {
        return Stream.of(
            allocate("gives a byte less", (real, size) -> size < 2 ? real.allocate(size) : shrunk(real.allocate(size), size - 1)),
            allocate("takes a larger bin than it must", (real, size) -> size < 1 || size > 9_999 ? real.allocate(size)
                : shrunk(real.allocate(size + 1), size)),
            allocate("takes a negative size", (real, size) -> real.allocate(Math.max(0, size))),
            allocate("lends a slot for a request of 0", (real, size) -> size != 0 ? real.allocate(size)
                : shrunk(real.allocate(1), 0)),
            allocate("says none though it has some", (real, size) -> real.allocate(size == 8 ? 0 : size)),
            fault("lends a buffer that is out", () -> {
                Buffer[] last = new Buffer[1];
                return (real, method, arguments) -> {
                    if (is(method, arguments, "allocate", 1) && last[0] != null && last[0].isValid()
                        && (int) arguments[0] == last[0].capacity()) {
                        return last[0].setSize(last[0].capacity());
                    }
                    Object answer = method.invoke(real, arguments);
                    last[0] = answer instanceof Buffer buffer ? buffer : last[0];
                    return answer;
                };
            }),
            fault("writes into a buffer that is out", () -> {
                Buffer[] last = new Buffer[1];
                return (real, method, arguments) -> {
                    Object answer = method.invoke(real, arguments);
                    if (answer instanceof Buffer buffer) {
                        if (last[0] != null && last[0].isValid()) {
                            last[0].segment().fill((byte) 99);
                        }
                        last[0] = buffer;
                    }
                    return answer;
                };
            }));
    }

    private static Stream<Arguments> giving() {
        return Stream.of(
            refusing("takes back what was given back before", Kind.NOT_LENT),
            refusing("takes back what isn't its own", Kind.FOREIGN),
            refusing("takes back what comes too late", Kind.EXPIRED),
            fault("refuses for a wrong reason", () -> (real, method, arguments) -> {
                try {
                    return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                    if (e.getCause() instanceof BufferMisuseException misuse && misuse.kind() == Kind.EXPIRED) {
                        throw new BufferMisuseException(Kind.NOT_LENT, misuse.getMessage());
                    }
                    throw e;
                }
            }),
            deallocate("takes null", (real, buffer) -> {
                if (buffer != null) {
                    real.deallocate(buffer);
                }
            }),
            deallocate("doesn't count invalid buffers", (real, buffer) -> {
                if (buffer == null || buffer.context() != Buffer.NO_CONTEXT || buffer.isValid()) {
                    real.deallocate(buffer);
                }
            }),
            deallocate("keeps those that were shrunk to nothing", (real, buffer) -> {
                if (buffer == null || buffer.context() == Buffer.NO_CONTEXT || buffer.isValid()) {
                    real.deallocate(buffer);
                }
            }));
    }

    private static Stream<Arguments> several() {
        return Stream.of(
            fault("stops at the first that it refuses", () -> (real, method, arguments) -> {
                if (!is(method, arguments, "deallocate", 2) || !inRange(arguments)) {
                    return method.invoke(real, arguments);
                }
                for (Buffer buffer : Arrays.copyOf((Buffer[]) arguments[0], (int) arguments[1])) {
                    real.deallocate(buffer);
                }
                return null;
            }),
            fault("says of the first only that it refuses it", () -> (real, method, arguments) -> {
                try {
                    return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                    if (e.getCause() instanceof BufferMisuseException misuse) {
                        throw new BufferMisuseException(misuse.kind(), misuse.getMessage());
                    }
                    throw e;
                }
            }),
            fault("takes any count", () -> (real, method, arguments) -> {
                if (is(method, arguments, "deallocate", 2) && arguments[0] instanceof Buffer[] buffers) {
                    real.deallocate(buffers, Math.clamp((int) arguments[1], 0, buffers.length));
                    return null;
                }
                return method.invoke(real, arguments);
            }),
            fault("writes beyond what it took", () -> (real, method, arguments) -> {
                Object answer = method.invoke(real, arguments);
                if (answer instanceof Integer taken && arguments[1].getClass() == Buffer[].class
                    && taken < ((Buffer[]) arguments[1]).length) {
                    ((Buffer[]) arguments[1])[taken] = null;
                }
                return answer;
            }),
            fault("gives all or none", () -> (real, method, arguments) -> {
                Object answer = method.invoke(real, arguments);
                if (answer instanceof Integer taken && taken < (int) arguments[2]) {
                    real.deallocate((Buffer[]) arguments[1], taken);
                    return 0;
                }
                return answer;
            }));
    }

    private static Stream<Arguments> figures() {
        return Stream.of(
            snapshot("counts a misuse too few", dto -> dto.misuses = Math.max(0, dto.misuses - 1)),
            snapshot("counts no request in vain", dto -> dto.noBuffs = 0),
            snapshot("forgets what expired", dto -> dto.expired = 0),
            snapshot("leaves out what retired pools have out", dto -> dto.currBuffs -= dto.retiring),
            snapshot("counts swaps twice", dto -> dto.swaps *= 2),
            snapshot("has the high-water mark of the present pool only",
                dto -> dto.hiBuffs = Math.max(dto.currBuffs, dto.bins.stream().mapToLong(bin -> bin.highWater).sum())),
            snapshot("has no high-water marks of bins", dto -> dto.bins.forEach(bin -> bin.highWater = bin.used)),
            snapshot("has a high-water mark that is one too high", dto -> last(dto).highWater++),
            snapshot("counts no spill", dto -> dto.bins.forEach(bin -> bin.spills = 0)),
            snapshot("counts failures with a larger bin", dto -> {
                for (int i = dto.bins.size() - 1; i > 0; i--) {
                    dto.bins.get(i).failures += dto.bins.get(i - 1).failures;
                }
            }),
            fault("doesn't clear throttles", () -> (real, method, arguments) -> method.getName().equals("clearThrottles") ? null
                : method.invoke(real, arguments)),
            fault("writes telemetry once", () -> {
                int[] calls = {0};
                return (real, method, arguments) -> method.getName().equals("schedIn") && calls[0]++ > 0 ? null
                    : method.invoke(real, arguments);
            }));
    }

    /** {@return the last bin, or one that nobody sees if there is no pool} */
    private static BinDTO last(BufferManagerDTO dto) {
        return dto.bins.isEmpty() ? new BinDTO() : dto.bins.getLast();
    }

    private static Buffer shrunk(Buffer buffer, int size) {
        return buffer.isValid() ? buffer.setSize(size) : buffer;
    }

    private static boolean is(Method method, Object[] arguments, String name, int count) {
        return method.getName().equals(name) && arguments.length == count;
    }

    private static boolean inRange(Object[] arguments) {
        return arguments[0] instanceof Buffer[] buffers && (int) arguments[1] >= 0 && (int) arguments[1] <= buffers.length;
    }

    private interface Allocate {
        Buffer call(BufferManager real, int size);
    }

    private interface Deallocate {
        void call(BufferManager real, Buffer buffer);
    }

    private static Arguments allocate(String name, Allocate allocate) {
        return fault(name, () -> (real, method, arguments) -> is(method, arguments, "allocate", 1)
            ? allocate.call(real, (int) arguments[0]) : method.invoke(real, arguments));
    }

    private static Arguments deallocate(String name, Deallocate deallocate) {
        return fault(name, () -> (real, method, arguments) -> {
            if (!is(method, arguments, "deallocate", 1)) {
                return method.invoke(real, arguments);
            }
            deallocate.call(real, (Buffer) arguments[0]);
            return null;
        });
    }

    /** A manager that doesn't say that it refuses. */
    private static Arguments refusing(String name, Kind silent) {
        return deallocate(name, (real, buffer) -> {
            try {
                real.deallocate(buffer);
            } catch (BufferMisuseException e) {
                if (e.kind() != silent) {
                    throw e;
                }
            }
        });
    }

    private static Arguments snapshot(String name, Consumer<BufferManagerDTO> change) {
        return fault(name, () -> (real, method, arguments) -> {
            Object answer = method.invoke(real, arguments);
            if (answer instanceof BufferManagerDTO dto) {
                change.accept(dto);
            }
            return answer;
        });
    }

    private static Arguments fault(String name, Supplier<Behaviour> behaviour) {
        Supplier<Subject> subjects = () -> new FaultySubject(behaviour.get());
        return arguments(name, subjects);
    }
}
