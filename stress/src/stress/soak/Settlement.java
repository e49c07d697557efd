// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import fw.buffer.Buffer;
import stress.hold.Faults;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/**
 * Holds what a manager says, and what it has, against what its consumers know, when they have given all back.
 *
 * @param findings where to put what doesn't fit
 */
record Settlement(Faults<Finding> findings) {

    /** For a manager whose buffers have all come home. */
    void settle(ConfiguredManager manager) {
        takeAll(manager);
        Figures figures = manager.figures();
        lost(manager, "out, it says", figures.currBuffs());
        lost(manager, "had their memory ended before they came home", figures.expired());
        expectNoFailure(manager, figures);
    }

    /** For one whose consumers gave nothing back, when it has gone. {@code kept} is how many they had. */
    void settleKept(ConfiguredManager manager, long kept) {
        Figures figures = manager.figures();
        lost(manager, "in the difference between " + kept + " that were kept and those whose memory was ended, it says",
            Math.abs(kept - figures.expired()));
        expectNoFailure(manager, figures);
    }

    private void expectNoFailure(ConfiguredManager manager, Figures figures) {
        expectZero(manager, "noBuffs", figures.noBuffs());
        expectZero(manager, "emptyBuffs", figures.emptyBuffs());
        expectZero(manager, "misuses", figures.misuses());
    }

    private void expectZero(ConfiguredManager manager, String figure, long value) {
        if (value != 0) {
            findings.add(Finding.MISCOUNTED, manager + ": " + figure + " is " + value + ", and should be 0");
        }
    }

    private void lost(ConfiguredManager manager, String how, long count) {
        if (count > 0) {
            findings.add(Finding.LOST, count, manager + ": " + count + " " + how);
        }
    }

    /** All buffers of the pool must be there, and none twice. */
    private void takeAll(ConfiguredManager from) {
        BufferManager manager = from.service();
        BufferManagerDTO figures = manager.snapshot();
        List<Buffer> all = new ArrayList<>();
        for (long i = figures.currBuffs; i < figures.totalBuffs; i++) {
            Buffer buffer = manager.allocate(1);
            if (buffer.isValid()) {
                all.add(buffer);
            }
        }
        Set<Long> different = all.stream().map(buffer -> buffer.segment().address()).collect(Collectors.toSet());
        if (different.size() < all.size()) {
            findings.add(Finding.HELD_TWICE, all.size() - different.size(), from + ": when all were taken in the end");
        }
        lost(from, "not to be had", figures.totalBuffs - figures.currBuffs - different.size());
        all.forEach(Buffer::close);
    }
}
