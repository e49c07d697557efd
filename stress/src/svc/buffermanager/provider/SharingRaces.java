// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import fw.buffer.BufferMisuseException;
import fw.buffer.SharedBuffer;

/** Several let go of a shared buffer at once: it goes back once. */
final class SharingRaces {

    private SharingRaces() {
    }

    private abstract static class Shared extends Race {

        final SharedBuffer shared = SharedBuffer.of(manager.allocate(SIZE));

        Shared() {
            super(1);
        }

        /** {@return how often it has come home: 1 if it is there, and 2 or more if a return was refused} */
        final int returns() {
            return take() + (int) manager.snapshot().misuses;
        }
    }

    /** Guards the count of those who have not let go. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "it came home, once")
    @State
    public static class TwoLastReaders extends Shared {

        private final SharedBuffer.Reader one = shared.reader();
        private final SharedBuffer.Reader other = shared.reader();

        public TwoLastReaders() {
            shared.close();
        }

        @Actor
        public void closeOne() {
            one.close();
        }

        @Actor
        public void closeOther() {
            other.close();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = returns();
        }
    }

    /** Guards the compare-and-set by which a handle is closed. */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one of the two is refused")
    @State
    public static class OneHandleClosedTwice extends Shared {

        private final SharedBuffer.Reader reader = shared.reader();

        public OneHandleClosedTwice() {
        }

        @Actor
        public void close(II_Result r) {
            r.r1 = closed();
        }

        @Actor
        public void closeToo(II_Result r) {
            r.r2 = closed();
        }

        @Arbiter
        public void look() {
            must(take() == 0);
            shared.close();
            must(take() == 1);
        }

        private int closed() {
            try {
                reader.close();
                return 1;
            } catch (BufferMisuseException e) {
                return 0;
            }
        }
    }

    /** Guards the compare-and-set by which a reader is added: none is, once the buffer has gone back. */
    @JCStressTest
    @Outcome(id = {"1, 1", "0, 0"}, expect = ACCEPTABLE, desc = "a reader has it; or there was none any more, and it came home")
    @State
    public static class ReaderAgainstClose extends Shared {

        public ReaderAgainstClose() {
        }

        @Actor
        public void read(II_Result r) {
            try {
                shared.reader();
                r.r1 = 1;
            } catch (BufferMisuseException e) {
                r.r1 = 0;
            }
        }

        @Actor
        public void close() {
            shared.close();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = 1 - take();
        }
    }
}
