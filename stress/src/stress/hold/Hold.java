// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** A run of the stress test. */
public final class Hold {

    /** A machine that is busy with other things gives each thread its turn within that time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONGEST_REIGN_NANOS = 40_000_000;

    private final Plan plan;
    private final Faults<Fault> faults = new Faults<>(Fault.class);
    private final List<Holder> holders = new ArrayList<>();
    private final List<Ledger> ledgers = new ArrayList<>();

    private Hold(Plan plan) {
        this.plan = plan;
    }

    /**
     * Runs the test, and closes the supplies. The threads are spread over the supplies evenly.
     *
     * @return what came of it
     */
    public static Report run(Plan plan, List<Supply> supplies) throws InterruptedException {
        return new Hold(plan).hold(supplies);
    }

    private Report hold(List<Supply> supplies) throws InterruptedException {
        long end = System.nanoTime() + plan.length().toNanos();
        for (Supply supply : supplies) {
            Ledger ledger = new Ledger(supply, faults);
            List<Holder> peers = new ArrayList<>();
            for (int i = ledgers.size(); i < plan.threads(); i += supplies.size()) {
                peers.add(new Holder(i, plan, supply, peers, ledger, faults, end));
            }
            ledgers.add(ledger);
            holders.addAll(peers);
        }
        List<Thread> threads = new ArrayList<>();
        for (Holder holder : holders) {
            threads.add((threads.size() % 2 == 0 ? Thread.ofPlatform().daemon() : Thread.ofVirtual()).start(holder));
        }
        swapUntil(end, supplies);
        if (haveEnded(threads)) {
            holders.forEach(Holder::end);
            for (int i = 0; i < supplies.size(); i++) {
                new Settlement(supplies.get(i), ledgers.get(i), faults).settle();
            }
        }
        return new Report(plan, ledgers, supplies.stream().mapToLong(Supply::swaps).sum(), faults);
    }

    private void swapUntil(long end, List<Supply> supplies) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(random.nextInt(LONGEST_REIGN_NANOS));
            try {
                supplies.get(random.nextInt(supplies.size())).swap();
            } catch (RuntimeException e) {
                faults.add(Fault.THREW, "swap: " + e);
            }
        }
    }

    private boolean haveEnded(List<Thread> threads) throws InterruptedException {
        boolean ended = true;
        for (Thread thread : threads) {
            if (!thread.join(ended ? PATIENCE : Duration.ofMillis(1))) {
                faults.add(Fault.STUCK, thread + " at " + Arrays.toString(thread.getStackTrace()));
                ended = false;
            }
        }
        return ended;
    }
}
