// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the steps of a sequence share: two managers, their buffers, and the comparing. */
final class Scene {

    private static final int SELDOM = 8;

    final SplittableRandom random;
    final List<Side> sides;
    final Buffers buffers = new Buffers();
    final Views views = new Views();
    private final Trail trail;
    private final Map<String, Integer> tally;
    /** Whether all figures are looked at after each step; else now and then, so that looking makes no difference. */
    private final boolean attentive;

    /** @param tally counts what calls came to */
    Scene(SplittableRandom random, List<Side> sides, Trail trail, Map<String, Integer> tally) {
        this.random = random;
        this.sides = sides;
        this.trail = trail;
        this.tally = tally;
        attentive = random.nextInt(3) > 0;
    }

    /** {@return most often the first} */
    Side side() {
        return random.nextInt(6) == 0 ? sides.get(1) : sides.getFirst();
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** Makes a step: a call that must come to what the model says. */
    void call(String call, String expected, Answer.Call actual) {
        trail.step(call, expected);
        count(call, expected);
        String answer = Answer.of(actual);
        if (!answer.equals(expected)) {
            throw trail.mismatch(expected, answer);
        }
    }

    private void count(String call, String expected) {
        String kind = Answer.kindThrown(expected);
        String what = kind == null ? expected.equals(Answer.NO_BUFFER) ? "no buffer" : "works"
            : kind.contains(",") ? "several refusals" : kind;
        tally.merge(call.replaceAll("^\\w+\\.|\\(.*", "") + ": " + what, 1, Integer::sum);
    }

    /** Compares what can be seen of the managers after a step. */
    void compare() {
        boolean all = attentive || oneIn(SELDOM);
        for (Side side : sides) {
            if (all) {
                compareFigures(side);
            }
            Figures log = new Figures(side);
            log.compareLog();
            refuse(log, side);
        }
    }

    void compareFigures(Side side) {
        Figures figures = new Figures(side);
        figures.compareAll();
        refuse(figures, side);
    }

    private void refuse(Figures figures, Side side) {
        if (figures.isWrong()) {
            throw wrong(side.name() + ": " + figures.expected(), figures.actual());
        }
    }

    /** {@return what to throw} */
    Mismatch wrong(String expected, String actual) {
        return trail.mismatch(expected, actual);
    }
}
