// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import stress.hold.Faults;

/** What the consumers did, and where the buffers are that they have: one slot may have many handles. Any thread. */
final class Tally {

    final LongAdder taken = new LongAdder();
    final LongAdder handedOver = new LongAdder();
    final LongAdder verified = new LongAdder();
    final LongAdder returned = new LongAdder();
    /** Calls that failed in an {@link Outage}. */
    final LongAdder refused = new LongAdder();

    private final Faults<Finding> findings;
    private final Set<Long> out = ConcurrentHashMap.newKeySet();

    Tally(Faults<Finding> findings) {
        this.findings = findings;
    }

    /** Called after a buffer was taken that is at this address. */
    void taken(long address) {
        taken.increment();
        if (!out.add(address)) {
            findings.add(Finding.HELD_TWICE, "what is at 0x" + Long.toHexString(address) + " was lent while it was out");
        }
    }

    /** Called before a buffer is given back. */
    void givenUp(long address) {
        out.remove(address);
    }

    /** Forgets the buffers that are out. */
    void forget() {
        out.clear();
    }

    long operations() {
        return taken.sum() + handedOver.sum() + verified.sum() + returned.sum();
    }
}
