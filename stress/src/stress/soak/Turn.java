// SPDX-License-Identifier: Apache-2.0
package stress.soak;

/** What somebody is at, again and again, and since when: one thread begins and ends it, any thread asks. */
final class Turn {

    private final String whose;
    /** The {@link System#nanoTime} at which the present one began; 0 if there is none. */
    private volatile long began;

    Turn(String whose) {
        this.whose = whose;
    }

    /** Begins the next one, which ends the one before. */
    void begin() {
        began = Math.max(1, System.nanoTime());
    }

    void end() {
        began = 0;
    }

    /** {@return which one it is: the time at which it began, 0 if there is none} */
    long began() {
        return began;
    }

    /** {@return whose} */
    @Override
    public String toString() {
        return whose;
    }
}
