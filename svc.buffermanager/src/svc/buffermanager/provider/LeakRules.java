// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.TimeUnit;

/**
 * When a buffer that is out is a leak, and what follows.
 *
 * @param heldNanos how long a buffer may be out before it is reported; 0: as long as it likes
 * @param graceNanos how long a bundle that has stopped has until what it had must be home
 * @param reclaim whether what it has then is taken away from it
 */
record LeakRules(long heldNanos, long graceNanos, boolean reclaim) {

    /** {@return the checked form of a configuration} Throws IllegalArgumentException that names what is wrong in it. */
    static LeakRules of(ManagerConfiguration configuration) {
        long held = PoolSpec.read("held.limit", configuration::held_limit);
        if (held < 0) {
            throw new IllegalArgumentException("held.limit " + held + " is negative; give milliseconds, or 0 for none");
        }
        return new LeakRules(TimeUnit.MILLISECONDS.toNanos(held),
            TimeUnit.MILLISECONDS.toNanos(PoolSpec.drainMillis(configuration)),
            configuration.reclaim());
    }

    // By hand, as in PoolSpec.
    @Override
    public boolean equals(Object other) {
        return other instanceof LeakRules rules && rules.heldNanos == heldNanos && rules.graceNanos == graceNanos
            && rules.reclaim == reclaim;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(heldNanos + 31 * graceNanos) + (reclaim ? 1 : 0);
    }
}
