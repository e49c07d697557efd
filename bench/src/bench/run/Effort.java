// SPDX-License-Identifier: Apache-2.0
package bench.run;

/**
 * How long is measured.
 *
 * @param name what it is called
 * @param rounds how often all benchmarks are run, each time in JVMs of their own: what changes on the machine meets all alike
 * @param warmUps how many iterations warm up
 * @param iterations how many are measured
 * @param millis how long each lasts
 */
public record Effort(String name, int rounds, int warmUps, int iterations, int millis) {

    /** For a first look: under five minutes. */
    static final Effort QUICK = new Effort("quick", 1, 3, 3, 200);
    /** For figures to rely on. */
    static final Effort FULL = new Effort("full", 3, 3, 3, 250);

    /** {@return how long an iteration of a mode lasts: rare events need more, and so does much code that is to be compiled} */
    int millis(Mode mode) {
        return mode.unit() == Unit.PERCENTILES || mode.unit() == Unit.MILLION_FRAMES ? 4 * millis : millis;
    }
}
