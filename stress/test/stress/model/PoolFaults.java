// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/** Managers with whose pools is done what is wrong, each in one way. */
final class PoolFaults {

    private PoolFaults() {
    }

    /** {@return what is done, and where to have the manager from} */
    static Stream<Arguments> all() {
        return Stream.of(
            fault("a pool that comes second is not lent from", SecondPoolMissing::new),
            fault("a pool has no alignment", Unaligned::new),
            fault("a pool is ended as soon as it is retired", EndedAtOnce::new),
            fault("a pool is withdrawn though it can't be replaced", LostForNothing::new),
            fault("a pool that is withdrawn still lends", NotWithdrawn::new),
            fault("memory is not given back", NotEnded::new),
            fault("a pool's memory goes without an end", Leaking::new),
            fault("nobody is told that a pool is drained", NotTold::new),
            fault("nothing is logged of buffers that were out", NotLogged::new));
    }

    private static Arguments fault(String name, Supplier<Subject> subjects) {
        return arguments(name, subjects);
    }

    private static final class SecondPoolMissing extends FaultySubject {
        private int pools;

        @Override
        public void publish(Arrangement arrangement) {
            if (++pools != 2) {
                super.publish(arrangement);
            }
        }
    }

    private static final class Unaligned extends FaultySubject {
        @Override
        public void publish(Arrangement to) {
            super.publish(new Arrangement(to.managerId(), to.memoryId(), 1, to.bins(), to.handles()));
        }
    }

    private static final class EndedAtOnce extends FaultySubject {
        @Override
        public void publish(Arrangement arrangement) {
            super.publish(arrangement);
            while (!retired().isEmpty()) {
                end(0);
            }
        }
    }

    private static final class LostForNothing extends FaultySubject {
        @Override
        public void publish(Arrangement arrangement) {
            try {
                super.publish(arrangement);
            } catch (RuntimeException e) {
                withdraw();
                throw e;
            }
        }
    }

    private static final class NotWithdrawn extends FaultySubject {
        @Override
        public void withdraw() {
            // The fault.
        }
    }

    private static final class NotEnded extends FaultySubject {
        @Override
        public void end(int index) {
            // The fault.
        }
    }

    private static final class Leaking extends FaultySubject {
        private long leaked;

        @Override
        public void end(int index) {
            super.end(index);
            leaked++;
        }

        @Override
        public long reserved() {
            return super.reserved() + leaked;
        }
    }

    private static final class NotTold extends FaultySubject {
        @Override
        public int drainings() {
            return 0;
        }
    }

    private static final class NotLogged extends FaultySubject {
        @Override
        public List<String> log() {
            return super.log().stream().filter(line -> !line.contains("buffers were out")).toList();
        }
    }
}
