// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.provider.Judge.Verdict;

/**
 * Holds the ring of the moment. Who deals with inputs works in it, one thread at a time; meanwhile the component may exchange the
 * ring for another, or for none. The lock is held for one step at a time, and of what is foreign only a detector is called under
 * it: so an exchange never waits for whoever gets the frames.
 */
final class Store {

    /** What {@link #put} returns when there is no ring. */
    static final int NO_MEMORY = -1;

    /** How many bytes are asked about at most before others may have the lock. */
    private static final int LOOKS = 64;

    /** Fair, so that an exchange has its turn even while the one who deals with inputs takes the lock again and again. */
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Events events;
    private final Judge judge;
    private final Counter bytes = new Counter();
    private final Counter frameBytes = new Counter();
    private final Counter droppedBytes = new Counter();
    /** Those that were lost with their ring: counted by whoever changes that. */
    private final Counter lostBytes = new Counter();
    private final Counter fill = new Counter();
    private final Counter highWater = new Counter();
    /** Changed under the lock. Volatile for {@link #look}, which sees without it that there is another one. */
    private volatile Ring ring;
    private Fault fault;
    /** The size of the frame that {@link #takeFrame} has seen behind the one that it took; 0 if it has seen none. */
    private int ahead;

    Store(Events events) {
        this.events = events;
        judge = new Judge(events);
    }

    /**
     * {@return whether the ring is empty, so that frames may be looked for in the input itself} It then looks as it would in this
     * ring.
     */
    boolean opens(Input input) {
        lock.lock();
        try {
            boolean empty = !isGone() && ring.size() == 0;
            if (empty) {
                input.seeAs(ring);
            }
            return empty;
        } finally {
            unlockAndReport();
        }
    }

    /**
     * Looks what the input begins with, without the lock: what is in the ring is not touched, and whoever puts another one in its
     * place needn't wait.
     *
     * @return the answer; null if there is another ring by now, or none
     * @throws IllegalStateException if the input's memory has ended
     */
    Verdict look(FrameDetector detector, Input input) {
        Ring present = ring;
        if (present != input.ring() || !present.isAlive()) {
            return null;
        }
        Verdict verdict = judge.ask(detector, input);
        if (verdict == Verdict.DROPPED) {
            bytes.add(1);
            droppedBytes.add(1);
        }
        if (judge.fault() != null) {
            judge.fault().report();
        }
        return verdict;
    }

    /** Copies the frame that the input begins with, and takes it off. If that can't be done, that throws and nothing changes. */
    void takeFrame(Input input, MemorySegment target) {
        int size = input.frame();
        input.peek(target, size);
        input.drop(size);
        bytes.add(size);
        frameBytes.add(size);
    }

    /** Drops the frame that the input begins with. */
    void dropFrame(Input input) {
        int size = input.frame();
        input.drop(size);
        bytes.add(size);
        droppedBytes.add(size);
    }

    /**
     * Moves as many bytes of the input into the ring as there is room for; or only those that the last look at the ring asked
     * for.
     *
     * @return how many; {@link #NO_MEMORY} if there is no ring
     * @throws RuntimeException if the input can't be read; nothing has changed
     */
    int put(Input input, boolean asAsked) {
        lock.lock();
        try {
            if (isGone()) {
                return NO_MEMORY;
            }
            int taken = Math.min(input.left(), ring.free());
            if (asAsked && ring.size() > 0) {
                taken = Math.min(taken, judge.lack());
            }
            input.moveTo(ring, taken);
            bytes.add(taken);
            highWater.raiseTo(ring.size());
            return taken;
        } catch (RuntimeException e) {
            if (isGone()) {
                return NO_MEMORY;
            }
            throw e;
        } finally {
            unlockAndReport();
        }
    }

    /**
     * {@return the size of the frame that the ring now begins with; 0 if it doesn't, and can't without more data} If that frame
     * has been lost with its ring meanwhile, {@link #takeFrame} and {@link #dropFrame} say so.
     */
    int nextFrame(FrameDetector detector) {
        int seen = ahead;
        if (seen > 0) {
            ahead = 0;
            return seen;
        }
        for (;;) {
            lock.lock();
            try {
                for (int looks = 0; looks < LOOKS && fault == null; looks++) {
                    if (isGone() || ring.size() == 0) {
                        return 0;
                    }
                    Verdict verdict = ring.frame() > 0 ? Verdict.FRAME : ask(detector);
                    if (verdict == Verdict.FRAME) {
                        return ring.frame();
                    }
                    if (verdict == Verdict.WAIT) {
                        return 0;
                    }
                }
            } finally {
                unlockAndReport();
            }
        }
    }

    private Verdict ask(FrameDetector detector) {
        try {
            Verdict verdict = judge.ask(detector, ring);
            fault = judge.fault();
            if (verdict == Verdict.DROPPED) {
                droppedBytes.add(1);
            }
            return verdict;
        } catch (IllegalStateException e) {
            lose(ring.size());
            ring = null;
            return Verdict.WAIT;
        }
    }

    /**
     * Takes out the frame that {@link #nextFrame} has found, and looks whether another one is right behind it: so a row of frames
     * takes the lock once for each.
     *
     * @return whether that was possible; if not, the frame has been lost with its ring
     * @throws RuntimeException if the target can't be written to; the frame stays
     */
    boolean takeFrame(int size, MemorySegment target, FrameDetector detector, SentFrame sent) {
        lock.lock();
        try {
            if (isGone() || ring.frame() != size) {
                return false;
            }
            ring.peek(target, size);
            ring.tell(sent);
            ring.drop(size);
            frameBytes.add(size);
            if (ring.size() > 0 && ask(detector) == Verdict.FRAME) {
                ahead = ring.frame();
            }
            return true;
        } catch (RuntimeException e) {
            if (isGone()) {
                return false;
            }
            throw e;
        } finally {
            unlockAndReport();
        }
    }

    /**
     * Drops the frame that {@link #nextFrame} has found.
     *
     * @param onlyIfFull whether it stays as long as there is room for more data
     * @return whether it was dropped
     */
    boolean dropFrame(int size, boolean onlyIfFull) {
        lock.lock();
        try {
            if (isGone() || ring.frame() != size || onlyIfFull && ring.free() > 0) {
                return false;
            }
            ring.drop(size);
            droppedBytes.add(size);
            return true;
        } finally {
            unlockAndReport();
        }
    }

    /**
     * Puts another ring in the place of this one. What is in this one goes along; if that is too much, the latest of it does.
     *
     * @param next an empty ring, or null for none. Then what is in this one is lost
     */
    void exchange(Ring next) {
        lock.lock();
        try {
            if (!isGone() && next != null) {
                move(next);
            } else if (ring != null) {
                lose(ring.size());
            }
            ring = next;
        } finally {
            unlockAndReport();
        }
    }

    private void move(Ring next) {
        int excess = ring.size() - next.length();
        if (excess > 0) {
            ring.drop(excess);
            lose(excess);
        }
        try {
            next.fillFrom(ring);
        } catch (IllegalStateException e) {
            // The memory of one of them has ended meanwhile.
            next.drop(next.size());
            lose(ring.size());
        }
    }

    /** {@return whether there is no ring} One whose memory has ended is let go. */
    private boolean isGone() {
        if (ring != null && !ring.isAlive()) {
            lose(ring.size());
            ring = null;
        }
        return ring == null;
    }

    private void lose(int count) {
        if (count > 0) {
            lostBytes.add(count);
            fault = new Fault(events.ringLost, count
                + " bytes that waited in the ring are lost: its memory has ended, or the next ring is smaller", null);
        }
    }

    /** Ends each step: others may read how full the ring is, and what was wrong is logged without the lock. */
    private void unlockAndReport() {
        fill.set(ring == null ? 0 : ring.size());
        Fault found = fault;
        fault = null;
        lock.unlock();
        if (found != null) {
            found.report();
        }
    }

    boolean hasRing() {
        lock.lock();
        try {
            return !isGone();
        } finally {
            unlockAndReport();
        }
    }

    long bytes() {
        return bytes.get();
    }

    long frameBytes() {
        return frameBytes.get();
    }

    long droppedBytes() {
        return droppedBytes.get() + lostBytes.get();
    }

    int fill() {
        return (int) fill.get();
    }

    long highWater() {
        return highWater.get();
    }
}
