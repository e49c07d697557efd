// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferSend;
import stress.hold.Faults;
import stress.hold.Stamp;
import svc.buffermanager.BufferManager;

/**
 * What one thread does: it takes, stamps, holds, hands over, verifies and gives back, until the time is over. It gets the service
 * anew for each call that takes. Such a call may fail in an {@link Outage}; nothing else may fail, ever.
 */
final class Consumer implements Runnable {

    /** Most bytes that it asks for. */
    static final int LARGEST = 2048;

    private static final int SMALL = 300;
    /** There is always one free: nobody waits for so long. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int LONGEST_PAUSE_NANOS = 500_000;

    private final int number;
    private final Course course;
    private final List<ConfiguredManager> managers;
    private final List<Consumer> peers;
    private final Outage outage;
    private final Tally tally;
    private final Faults<Finding> findings;
    private final Stalls stalls;
    private final BooleanSupplier over;
    private final SplittableRandom random;

    private final BlockingQueue<Held> inbox;
    private final List<Held> hand = new ArrayList<>();
    private final Turn turn;
    private long stamps;

    /**
     * @param managers each has always more buffers than all consumers can have; it is noted how long calls of the first take
     * @param peers all consumers, this one among them
     * @param stalls where it notes how long its calls take
     * @param over whether to stop
     */
    Consumer(int number, Course course, List<ConfiguredManager> managers, List<Consumer> peers, Outage outage, Tally tally,
        Faults<Finding> findings, Stalls stalls, BooleanSupplier over) {
        this.number = number;
        this.course = course;
        this.managers = managers;
        this.peers = peers;
        this.outage = outage;
        this.tally = tally;
        this.findings = findings;
        this.stalls = stalls;
        this.over = over;
        random = new SplittableRandom(course.seed() * course.consumers() + number);
        inbox = new ArrayBlockingQueue<>(course.inbox());
        turn = new Turn(toString());
    }

    @Override
    public void run() {
        try {
            while (!over.getAsBoolean()) {
                turn.begin();
                receiveAndTake();
                pause();
                letGo(Math.min(hand.size(), random.nextInt(8) == 0 ? course.hand() : random.nextInt(3)));
            }
        } catch (Throwable e) { // Whatever it is: it is the finding.
            failed(e);
        } finally {
            turn.end();
        }
    }

    private void receiveAndTake() {
        try {
            receive();
            take();
        } catch (RuntimeException e) {
            // It goes on: with what it has in hand it would keep pools waiting, and that would be taken for faults of theirs.
            failed(e);
        }
    }

    /** Gives back what is left. Called when all consumers have ended. */
    void end() {
        inbox.drainTo(hand);
        giveBack(hand);
        hand.clear();
    }

    /** {@return what it is at} */
    Turn turn() {
        return turn;
    }

    /** {@return how long its calls took; to be asked when it has ended} */
    Stalls stalls() {
        return stalls;
    }

    private void receive() {
        Held held = hand.size() < course.hand() ? inbox.poll() : null;
        if (held != null) {
            verify(held);
            stamp(held.buffer(), held.from(), held.address(), held.timed());
        }
    }

    private void take() {
        int room = course.hand() - hand.size();
        int count = random.nextBoolean() ? Math.min(room, 1) : random.nextInt(room + 1);
        int size = 1 + random.nextInt(random.nextBoolean() ? LARGEST : SMALL);
        ConfiguredManager from = managers.get(random.nextInt(managers.size()));
        if (count == 0) {
            return;
        }
        Buffer[] taken = new Buffer[count];
        int had = 0;
        int before = outage.stamp();
        try {
            BufferManager manager = from.service();
            boolean timed = from == managers.getFirst();
            had = take(manager, size, taken, timed);
            for (int i = 0; i < had; i++) {
                long address = taken[i].segment().address();
                tally.taken(address);
                stamp(taken[i], manager, address, timed);
            }
            if (had < count && !excused(before)) {
                findings.add(Finding.CALL_FAILED, this + " had " + had + " of " + count + " buffers of " + from
                    + ", which has more than can be out");
            }
        } catch (IllegalStateException e) {
            if (had > 0 || e instanceof BufferMisuseException || !excused(before)) {
                failed(e);
            }
        }
    }

    private boolean excused(int before) {
        if (outage.excuses(before)) {
            tally.refused.increment();
            return true;
        }
        return false;
    }

    /** {@return how many there were} */
    private int take(BufferManager manager, int size, Buffer[] into, boolean timed) {
        stalls.begin();
        try {
            if (into.length > 1) {
                return manager.allocate(size, into, into.length);
            }
            into[0] = random.nextInt(4) > 0 ? manager.allocate(size) : manager.allocate(size, LONGEST_WAIT);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a consumer", e);
        } finally {
            stalls.end(Stalls.Call.ALLOCATE, timed);
        }
        return into[0].isValid() ? 1 : 0;
    }

    private void stamp(Buffer buffer, BufferSend from, long address, boolean timed) {
        Stamp stamp = new Stamp((long) number << 48 | stamps++);
        hand.add(new Held(buffer, from, address, timed, stamp));
        MemorySegment memory = buffer.segment();
        stalls.begin();
        stamp.writeTo(memory);
        stalls.end(Stalls.Call.WRITE, timed);
    }

    private void verify(Held held) {
        try {
            int wrong = held.stamp().firstWrong(held.buffer().byteBuffer());
            if (wrong >= 0) {
                findings.add(Finding.WRONG_BYTES, this + ": " + held + " from byte " + wrong + " on");
            }
            tally.verified.increment();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        findings.add(Finding.CALL_FAILED, this + ": " + e);
    }

    /** So that others have their turn, and the operator above all. */
    private void pause() {
        int chosen = random.nextInt(2);
        if (chosen == 0) {
            LockSupport.parkNanos(1 + random.nextInt(LONGEST_PAUSE_NANOS));
        } else if (chosen == 1) {
            Thread.yield();
        }
    }

    /** Hands some over, if there is room where they should go, and gives the others back. */
    private void letGo(int count) {
        List<Held> home = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Held held = hand.remove(random.nextInt(hand.size()));
            if (random.nextInt(4) == 0 && peers.get(random.nextInt(peers.size())).inbox.offer(held)) {
                tally.handedOver.increment();
            } else {
                home.add(held);
            }
        }
        giveBack(home);
    }

    private void giveBack(List<Held> home) {
        home.forEach(this::verify);
        home.forEach(held -> tally.givenUp(held.address()));
        for (int i = 0; i < home.size(); i++) {
            int end = i + 1;
            // Now and then those together that are from one manager.
            while (end < home.size() && home.get(end).from() == home.get(i).from() && random.nextBoolean()) {
                end++;
            }
            giveBackTogether(home.subList(i, end));
            i = end - 1;
        }
    }

    private void giveBackTogether(List<Held> home) {
        Held first = home.getFirst();
        Buffer[] buffers = home.stream().map(Held::buffer).toArray(Buffer[]::new);
        int way = home.size() > 1 ? 0 : random.nextInt(3);
        stalls.begin();
        try {
            if (way == 0) {
                first.from().deallocate(buffers, buffers.length);
            } else if (way == 1) {
                first.from().deallocate(first.buffer());
            } else {
                first.buffer().close();
            }
            tally.returned.add(home.size());
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            stalls.end(Stalls.Call.DEALLOCATE, first.timed());
        }
    }

    @Override
    public String toString() {
        return "consumer " + number;
    }
}
