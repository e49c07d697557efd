// SPDX-License-Identifier: Apache-2.0
package svc.comms.parts;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import fw.buffer.Buffer;
import fw.memory.log.Log;
import svc.comms.ComReturn;
import svc.comms.FrameContext;

/**
 * The handovers of a component. Each thread has a usual one, which it may share with others: most often a buffer comes back
 * before the same thread sends the next. If that is out, there are as many more as were ever out at a time besides: so never more
 * than the pools have buffers. Free ones of these are in a list, from which any thread takes without waiting.
 */
public final class Handovers {

    private static final int NONE = -1;
    /** How many usual ones there are: a power of two. */
    private static final int USUAL = 8;

    private final Event misuse;
    private final Event outputFailure;
    private final LongAdder bytesThrownAt = new LongAdder();
    /**
     * The index of the first free handover, and above it how often the list has changed: so a list that only looks the same is
     * told.
     */
    private final AtomicLong first = new AtomicLong(head(0, NONE));
    /** All handovers, by index. Written when there is one more. */
    private volatile Handover[] all = {};
    private int made;
    private final Handover[] usual = new Handover[USUAL];

    /** Makes an empty list, for the component of this name. */
    public Handovers(Log log, String name) {
        misuse = new Event(log, name, "BufferMisuse");
        outputFailure = new Event(log, name, "OutputFailure");
        for (int i = 0; i < USUAL; i++) {
            usual[i] = new Handover(this, NONE);
        }
    }

    /** {@return a handover of this data, the caller's} It keeps the data's bounds, context and sender. */
    public Handover take(Buffer data, FrameContext context, ComReturn sender) {
        // Asked for first: if that throws, no handover is lost.
        int offset = data.offset();
        int size = data.size();
        Handover mine = usual[(int) Thread.currentThread().threadId() & USUAL - 1];
        return (mine.tryTake() ? mine : free()).remember(data, offset, size, context, sender);
    }

    /** {@return one of the list, the caller's} */
    Handover free() {
        for (;;) {
            long head = first.get();
            int index = (int) head;
            if (index == NONE) {
                return more();
            }
            Handover handover = all[index];
            // What is read of a handover that another thread takes meanwhile is of no use; then the compare-and-set fails.
            if (first.compareAndSet(head, head(changes(head) + 1, handover.next))) {
                return handover;
            }
        }
    }

    void put(Handover handover) {
        if (handover.index == NONE) {
            handover.letGo();
            return;
        }
        long head;
        do {
            head = first.get();
            handover.next = (int) head;
        } while (!first.compareAndSet(head, head(changes(head) + 1, handover.index)));
    }

    private synchronized Handover more() {
        Handover[] handovers = all;
        if (made == handovers.length) {
            handovers = Arrays.copyOf(handovers, Math.max(16, 2 * made));
        }
        Handover handover = new Handover(this, made);
        handovers[made++] = handover;
        // Volatile: pairs with the read in free, which an index from the list sends here; no handover is in the list before this.
        all = handovers;
        return handover;
    }

    private static long head(long changes, int index) {
        return changes << 32 | Integer.toUnsignedLong(index);
    }

    private static long changes(long head) {
        return head >>> 32;
    }

    /** What was thrown may be null. */
    void misused(String how, Throwable thrown) {
        if (misuse.occurs()) {
            misuse.warn(how, thrown);
        }
    }

    void outputThrew(Throwable e, int bytes) {
        bytesThrownAt.add(bytes);
        if (outputFailure.occurs()) {
            outputFailure.warn("the output threw, and what it was given is back", e);
        }
    }

    /** {@return how many buffers are with the output} Exact if none is on its way. */
    public long outstanding() {
        return every().filter(Handover::isOut).count();
    }

    /** {@return how many buffers the output took} One that it is just being given counts already. */
    public long taken() {
        long failures = outputFailure.count();
        return sum(Handover::sent) - failures;
    }

    /** {@return how many bytes these had} */
    public long takenBytes() {
        long bytes = bytesThrownAt.sum();
        return sum(Handover::sentBytes) - bytes;
    }

    private long sum(ToLongFunction<Handover> figure) {
        return every().mapToLong(figure).sum();
    }

    private Stream<Handover> every() {
        return Stream.of(usual, all).flatMap(Arrays::stream).filter(Objects::nonNull);
    }

    /** {@return how often a buffer came back that was not out, or could not go back} */
    public long misuses() {
        return misuse.count();
    }

    /** {@return how often the output threw} */
    public long outputFailures() {
        return outputFailure.count();
    }

    /** Lets events of both kinds be logged again. */
    public void clearThrottles() {
        misuse.clear();
        outputFailure.clear();
    }
}
