// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import stress.hold.Faults;

/** All consumers: each is a thread of its own, and they end together. One thread. */
final class Crew {

    private final Course course;
    private final Faults<Finding> findings;
    private final Outage outage;
    private final Rest rest;
    private final List<Consumer> consumers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** @param managers each has always more buffers than all consumers can have */
    Crew(Course course, List<ConfiguredManager> managers, Outage outage, Tally tally, Faults<Finding> findings, Rest rest) {
        this.course = course;
        this.findings = findings;
        this.outage = outage;
        this.rest = rest;
        for (int i = 0; i < course.consumers(); i++) {
            consumers.add(new Consumer(i, course, managers, consumers, outage, tally, findings, new Stalls(rest, outage),
                () -> over));
        }
    }

    void start(LongTurns turns) {
        for (Consumer consumer : consumers) {
            turns.add(consumer.turn());
            Thread.Builder builder = threads.size() < course.platform() ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
            threads.add(builder.name(consumer.toString()).start(consumer));
        }
    }

    /** Waits until all have ended, and gives back what they have. {@return false if one doesn't end} */
    boolean end() throws InterruptedException {
        over = true;
        boolean ended = true;
        for (Thread thread : threads) {
            if (!thread.join(course.patience())) {
                findings.add(Finding.STUCK, thread + " at " + Arrays.toString(thread.getStackTrace()));
                ended = false;
            }
        }
        if (ended) {
            consumers.forEach(Consumer::end);
        }
        return ended;
    }

    /** {@return how long their calls took; to be asked when they have ended} */
    Stalls stalls() {
        Stalls all = new Stalls(rest, outage);
        consumers.forEach(consumer -> all.add(consumer.stalls()));
        return all;
    }
}
