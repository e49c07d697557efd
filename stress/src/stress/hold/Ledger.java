// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import fw.buffer.Buffer;

/** What is out of one supply, and how often it had nothing. Any thread. */
final class Ledger {

    final LongAdder taken = new LongAdder();
    final LongAdder handedOver = new LongAdder();
    /** Calls that got nothing, or less than they asked for. */
    final LongAdder nones = new LongAdder();

    private final Supply supply;
    private final Faults<Fault> faults;
    private final Set<Buffer> out = ConcurrentHashMap.newKeySet();

    Ledger(Supply supply, Faults<Fault> faults) {
        this.supply = supply;
        this.faults = faults;
    }

    /** Called after a buffer was taken. */
    void taken(Buffer buffer, int size) {
        taken.increment();
        if (!out.add(buffer)) {
            faults.add(Fault.HELD_TWICE, buffer + " was lent while it was out");
        }
        if (buffer.size() != size || buffer.offset() != 0) {
            faults.add(Fault.MISCOUNTED, buffer + " has " + buffer.size() + " bytes from " + buffer.offset() + " on, not " + size
                + " from 0 on");
        }
    }

    /** Called before a buffer is given back. */
    void givenUp(Buffer buffer) {
        out.remove(buffer);
    }

    void none() {
        nones.increment();
        if (supply.isAmple()) {
            faults.add(Fault.DENIED, "none, said a manager that has more buffers than can be out");
        }
    }

    /** {@return how many buffers are out} */
    int out() {
        return out.size();
    }
}
