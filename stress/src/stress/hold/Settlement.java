// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import fw.buffer.Buffer;
import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/**
 * Holds what a manager says, and what it has, against what its holders counted, when all is given back.
 *
 * @param supply the manager, which is closed then
 * @param ledger what its holders counted
 * @param faults where to put what doesn't fit
 */
record Settlement(Supply supply, Ledger ledger, Faults<Fault> faults) {

    void settle() {
        BufferManagerDTO figures = supply.manager().snapshot();
        lost("nobody has given them back", ledger.out());
        lost("out of the pool that lends, or a retired one, says the manager", figures.currBuffs);
        expect("noBuffs", ledger.nones.sum(), figures.noBuffs);
        expect("misuses", 0, figures.misuses);
        expect("emptyBuffs", 0, figures.emptyBuffs);
        expect("expired", 0, figures.expired);
        expect("swaps", supply.swaps(), figures.swaps);
        for (BinDTO bin : figures.bins) {
            expect("used of bin " + bin.size, 0, bin.used);
        }
        takeAll(figures);
        long left = supply.close();
        if (left > 0) {
            faults.add(Fault.LEFT, left, left + " when the manager was out of service");
        }
    }

    private void expect(String figure, long expected, long actual) {
        if (expected != actual) {
            faults.add(Fault.MISCOUNTED, figure + " is " + actual + ", and should be " + expected);
        }
    }

    private void lost(String how, long count) {
        if (count > 0) {
            faults.add(Fault.LOST, count, count + ", " + how);
        }
    }

    /** All buffers of the pool must be there, bin by bin, and none twice. */
    private void takeAll(BufferManagerDTO figures) {
        BufferManager manager = supply.manager();
        List<Buffer> all = new ArrayList<>();
        for (Buffer buffer = manager.allocate(1); buffer.isValid() && all.size() <= figures.totalBuffs; buffer = manager.allocate(1)) {
            all.add(buffer);
        }
        Set<Buffer> different = new HashSet<>(all);
        if (different.size() < all.size()) {
            faults.add(Fault.HELD_TWICE, all.size() - different.size(), "when all were taken in the end");
        }
        for (BinDTO bin : figures.bins) {
            lost("not to be had of bin " + bin.size, bin.count - different.stream().filter(buffer -> buffer.capacity() == bin.size).count());
        }
        different.forEach(Buffer::close);
    }
}
