// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

import fw.buffer.Buffer;

/**
 * What one thread does: it takes, stamps, holds, hands over, checks and gives back, until the time is over. Most of the time
 * its hand
 * is nearly full.
 */
final class Holder implements Runnable {

    private static final int SMALL = 300;
    private static final int LONGEST_PAUSE_NANOS = 200_000;

    private final int number;
    private final Plan plan;
    private final Supply supply;
    private final List<Holder> peers;
    private final Ledger ledger;
    private final Faults<Fault> faults;
    private final long end;
    private final SplittableRandom random;

    private final BlockingQueue<Holding> inbox;
    private final List<Holding> hand = new ArrayList<>();
    private long stamps;

    /**
     * @param peers the holders of buffers of this supply, this one among them
     * @param end when to stop, in {@link System#nanoTime}
     */
    Holder(int number, Plan plan, Supply supply, List<Holder> peers, Ledger ledger, Faults<Fault> faults, long end) {
        this.number = number;
        this.plan = plan;
        this.supply = supply;
        this.peers = peers;
        this.ledger = ledger;
        this.faults = faults;
        this.end = end;
        random = new SplittableRandom(plan.seed() * plan.threads() + number);
        inbox = new ArrayBlockingQueue<>(plan.inbox());
    }

    @Override
    public void run() {
        try {
            while (System.nanoTime() - end < 0) {
                receive();
                take();
                pause();
                letGo(Math.min(hand.size(), random.nextInt(8) == 0 ? plan.hand() : random.nextInt(3)));
            }
        } catch (Throwable e) { // Whatever it is: it is the finding.
            faults.add(Fault.THREW, this + ": " + e);
        }
    }

    /** Gives back what is left. Called when all threads have ended. */
    void end() {
        inbox.drainTo(hand);
        try {
            giveBack(hand);
        } catch (RuntimeException e) {
            faults.add(Fault.THREW, this + ": " + e);
        }
        hand.clear();
    }

    private void receive() {
        Holding holding = hand.size() < plan.hand() ? inbox.poll() : null;
        if (holding != null) {
            check(holding);
            stamp(holding.buffer());
        }
    }

    private void take() {
        int room = plan.hand() - hand.size();
        int size = 1 + random.nextInt(random.nextBoolean() ? supply.largest() : SMALL);
        switch (random.nextInt(3)) {
            case 0 -> takeOne(room, size);
            case 1 -> takeSeveral(random.nextInt(room + 1), size);
            default -> takeSeveral(room, size);
        }
    }

    private void takeOne(int room, int size) {
        if (room == 0) {
            return;
        }
        Buffer buffer = supply.manager().allocate(size);
        if (buffer.isValid()) {
            ledger.taken(buffer, size);
            stamp(buffer);
        } else {
            ledger.none();
        }
    }

    private void takeSeveral(int count, int size) {
        Buffer[] buffers = new Buffer[count];
        int taken = supply.manager().allocate(size, buffers, count);
        for (int i = 0; i < taken; i++) {
            ledger.taken(buffers[i], size);
            stamp(buffers[i]);
        }
        if (taken < count) {
            ledger.none();
        }
    }

    private void stamp(Buffer buffer) {
        Stamp stamp = new Stamp((long) number << 48 | stamps++);
        stamp.writeTo(buffer.segment());
        hand.add(new Holding(buffer, stamp));
    }

    private void check(Holding holding) {
        int wrong = holding.stamp().firstWrong(holding.buffer().byteBuffer());
        if (wrong >= 0) {
            faults.add(Fault.WRONG_BYTES, this + ": " + holding + " from byte " + wrong + " on");
        }
    }

    private void pause() {
        int chosen = random.nextInt(64);
        if (chosen == 0) {
            LockSupport.parkNanos(1 + random.nextInt(LONGEST_PAUSE_NANOS));
        } else if (chosen < 8) {
            Thread.yield();
        }
    }

    /** Hands some over, if there is room where they should go, and gives the others back. */
    private void letGo(int count) {
        List<Holding> home = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Holding holding = hand.remove(random.nextInt(hand.size()));
            if (random.nextInt(4) == 0 && peers.get(random.nextInt(peers.size())).inbox.offer(holding)) {
                ledger.handedOver.increment();
            } else {
                home.add(holding);
            }
        }
        giveBack(home);
    }

    private void giveBack(List<Holding> home) {
        home.forEach(this::check);
        Buffer[] buffers = home.stream().map(Holding::buffer).toArray(Buffer[]::new);
        for (Buffer buffer : buffers) {
            ledger.givenUp(buffer);
        }
        if (random.nextBoolean()) {
            supply.manager().deallocate(buffers, buffers.length);
        } else {
            for (Buffer buffer : buffers) {
                buffer.close();
            }
        }
    }

    @Override
    public String toString() {
        return "thread " + number;
    }
}
