// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;

/** Events are noted by several threads and told by one: each is counted once, and none waits for ever. */
final class AnnouncementRaces {

    private static final Wording WORDING = (size, holder) -> size + " of " + holder;

    private AnnouncementRaces() {
    }

    private abstract static class OneLane extends Race {

        final Lane lane = new Lane(Kind.RETURNED);

        OneLane() {
            super(1);
        }

        final void note() {
            lane.note(0, manager.holders.nobody(), SIZE, SIZE, 0, WORDING);
        }

        /** {@return how many events there were in the next one that is taken} */
        final int tell() {
            BufferManagerEvent event = lane.take(System.nanoTime());
            return event == null ? 0 : (int) event.count();
        }

        final int tellAll() {
            int sum = 0;
            while (!lane.isEmpty()) {
                sum += tell();
            }
            return sum;
        }
    }

    /** Guards {@link Lane}'s change that enters, and that who can't enter counts: both are noted, each in its place or together. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are told of")
    @State
    public static class TwoNotes extends OneLane {

        public TwoNotes() {
        }

        @Actor
        public void one() {
            note();
        }

        @Actor
        public void other() {
            note();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = tellAll();
        }
    }

    /** As {@link TwoNotes}: what is noted while another is taken is not lost. Guards that the count is taken away in one step. */
    @JCStressTest
    @Outcome(id = {"1, 2", "2, 1", "3, 0"}, expect = ACCEPTABLE, desc = "all are told of")
    @State
    public static class NotesAgainstTake extends OneLane {

        public NotesAgainstTake() {
            note();
        }

        @Actor
        public void noteTwo() {
            note();
            note();
        }

        @Actor
        public void take(II_Result r) {
            r.r1 = tell();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = tellAll();
        }
    }

    /**
     * Guards the order in {@link Delivery}: the thread says that it ends, and then looks a last time; who notes an event does so, and
     * then looks whether there is a thread.
     */
    @JCStressTest
    @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "all are told, and the thread ends")
    @State
    public static class NotesAgainstTheEndOfTheThread extends Race {

        private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

        private final AtomicLong told = new AtomicLong();
        private final Delivery delivery = new Delivery(manager, event -> told.addAndGet(event.count()), Stand.silentLog());

        public NotesAgainstTheEndOfTheThread() {
            super(1);
            note(Kind.TAKEN);
        }

        private void note(Kind kind) {
            delivery.note(kind, 0, manager.holders.nobody(), SIZE, SIZE, 0, WORDING);
        }

        @Actor
        public void one() {
            note(Kind.TAKEN);
        }

        @Actor
        public void other() {
            note(Kind.RETURNED);
        }

        @Arbiter
        public void look(II_Result r) {
            long start = System.nanoTime();
            while (delivery.isAtIt() && System.nanoTime() - start < PATIENCE_NANOS) {
                Thread.yield();
            }
            r.r1 = (int) told.get();
            r.r2 = delivery.isAtIt() ? 1 : 0;
        }
    }
}
