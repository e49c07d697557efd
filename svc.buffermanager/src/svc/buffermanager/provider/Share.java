// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.atomic.AtomicInteger;

/** So many buffers of a bin that some may take: those that are kept for a group of bundles, or those that are for all. */
final class Share {

    final int count;
    private final AtomicInteger left;

    Share(int count) {
        this.count = count;
        left = new AtomicInteger(count);
    }

    /**
     * {@return whether one could be taken} One step: of two who want the last, one gets it. Pairs with itself and {@link
     * #giveBack}.
     */
    boolean take() {
        for (int present = left.get(); present > 0; present = left.get()) {
            if (left.compareAndSet(present, present - 1)) {
                return true;
            }
        }
        return false;
    }

    /** {@return how many are left} */
    int left() {
        return left.get();
    }

    /** Gives one back. After its slot is free: so whoever takes it here finds one there. */
    void giveBack() {
        left.incrementAndGet();
    }
}
