// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import java.util.List;

/** What came of a run. */
public final class Report {

    private final Plan plan;
    private final List<Ledger> ledgers;
    private final long swaps;
    private final Faults<Fault> faults;

    Report(Plan plan, List<Ledger> ledgers, long swaps, Faults<Fault> faults) {
        this.plan = plan;
        this.ledgers = ledgers;
        this.swaps = swaps;
        this.faults = faults;
    }

    /** {@return how many buffers were taken} */
    public long taken() {
        return ledgers.stream().mapToLong(ledger -> ledger.taken.sum()).sum();
    }

    /** {@return how many buffers were handed over} */
    public long handedOver() {
        return ledgers.stream().mapToLong(ledger -> ledger.handedOver.sum()).sum();
    }

    /** {@return how many calls got nothing, or less than they asked for} */
    public long nones() {
        return ledgers.stream().mapToLong(ledger -> ledger.nones.sum()).sum();
    }

    /** {@return how many pools were swapped for others} */
    public long swaps() {
        return swaps;
    }

    /** {@return how many faults of that kind there were} */
    public long count(Fault fault) {
        return faults.count(fault);
    }

    /** {@return whether anything was done, and without a fault} */
    public boolean isGood() {
        return taken() > 0 && faults.isEmpty();
    }

    /** {@return lines for people; the last says it all} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        faults.first().forEach(fault -> text.append("FAILED: ").append(fault).append('\n'));
        line(text, "buffers taken", taken());
        line(text, "buffers handed over", handedOver());
        line(text, "pools swapped", swaps);
        line(text, "not all there was asked for", nones());
        for (Fault fault : Fault.values()) {
            line(text, fault.toString(), faults.count(fault));
        }
        return text.append("hold: %d threads, %.1f s, seed %d: %s".formatted(plan.threads(), plan.length().toMillis() / 1e3, plan.seed(),
            isGood() ? "no fault" : "FAILED")).toString();
    }

    private static void line(StringBuilder text, String title, long count) {
        text.append("%-27s %,15d%n".formatted(title, count));
    }
}
