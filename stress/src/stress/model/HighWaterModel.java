// SPDX-License-Identifier: Apache-2.0
package stress.model;

/**
 * Bounds of a manager's high-water mark. They are apart as far as the bins' are; and what a retired pool has out counts only if a
 * snapshot shows it.
 */
final class HighWaterModel {

    private long least;
    private long most;

    void retired(PoolModel pool) {
        least = Math.max(least, pool.leastHighWater());
        most = Math.max(most, pool.mostHighWater());
    }

    /** @param current the pool that lends, or null */
    long least(PoolModel current, long out) {
        return Math.max(Math.max(least, out), current == null ? 0 : current.leastHighWater());
    }

    long most(PoolModel current, long out) {
        return Math.max(Math.max(most, out), current == null ? 0 : current.mostHighWater());
    }

    /** From now on it is never less. */
    void shown(long value) {
        least = value;
        most = value;
    }
}
