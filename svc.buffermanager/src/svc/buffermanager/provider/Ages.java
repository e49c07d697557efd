// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/**
 * Since when each buffer of a pool has been out, as far as that was seen: no time is taken when a buffer is lent; who looks remembers
 * which loan he saw, and when he saw it first. It takes 16 bytes for each buffer of the pool, from the first look on.
 */
final class Ages {

    private long[] loans;
    private long[] since;

    /** {@return when this loan was first asked for here, by {@link System#nanoTime}} */
    synchronized long since(int slot, long loan, int slots) {
        if (loans == null) {
            loans = new long[slots];
            since = new long[slots];
        }
        // Who has it may change; which loan it is doesn't.
        long known = loan >>> Integer.SIZE;
        if (loans[slot] != known) {
            loans[slot] = known;
            since[slot] = System.nanoTime();
        }
        return since[slot];
    }
}
