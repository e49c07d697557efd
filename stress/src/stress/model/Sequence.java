// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A random sequence of calls, the same each time for a seed: of two managers, so that each can be given what is the other's. In
 * the end all is given back, and nothing may be left.
 */
final class Sequence {

    private static final int FEWEST = 50;
    private static final int MOST = 600;
    /** A mood is over after some so many steps. */
    private static final int MOOD = 30;

    private final SplittableRandom random;
    private final Trail trail;
    private final Scene scene;
    private final Draw draw;
    private final TakeSteps takes;
    private final GiveSteps gives;
    private final BufferSteps uses;
    private final PoolSteps pools;
    private Mood mood = Mood.EVEN;

    /** What is done most for a while: else pools would be neither used up nor empty. Of 100 steps, so many take and give. */
    private enum Mood {
        TAKING(50, 12),
        GIVING(12, 50),
        EVEN(30, 30);

        private final int takes;
        private final int gives;

        Mood(int takes, int gives) {
            this.takes = takes;
            this.gives = gives;
        }
    }

    Sequence(long seed, Supplier<? extends Subject> subjects, Consumer<String> listener, Map<String, Integer> tally) {
        random = new SplittableRandom(seed);
        trail = new Trail(seed, listener);
        List<Side> sides = Stream.of("A", "B").map(name -> new Side(name, subjects.get(), new ManagerModel())).toList();
        scene = new Scene(random, sides, trail, tally);
        draw = new Draw(random);
        takes = new TakeSteps(scene, draw);
        gives = new GiveSteps(scene, draw);
        uses = new BufferSteps(scene, draw);
        pools = new PoolSteps(scene, draw);
    }

    /**
     * Makes all steps.
     *
     * @return how many there were
     * @throws Mismatch if one came to something else than the model says
     */
    int run() {
        try {
            for (Side side : scene.sides) {
                pools.publish(side, draw.arrangement());
                scene.compare();
            }
            for (int left = FEWEST + random.nextInt(MOST - FEWEST); left > 0; left--) {
                step();
                scene.compare();
            }
            settle();
        } catch (Mismatch e) {
            throw e;
        } catch (Throwable e) { // Whatever it is: it is the finding.
            throw trail.mismatch(e);
        }
        return trail.steps();
    }

    private void step() {
        if (scene.oneIn(MOOD)) {
            mood = Mood.values()[random.nextInt(Mood.values().length)];
        }
        int chosen = random.nextInt(100);
        if (chosen < mood.takes) {
            takes.step();
        } else if (chosen < mood.takes + mood.gives) {
            gives.step();
        } else if (chosen < 90) {
            uses.step();
        } else {
            pools.step();
        }
    }

    private void settle() {
        gives.settle();
        for (Side side : scene.sides) {
            pools.withdraw(side);
            scene.compare();
            pools.endDrained(side);
            long left = side.subject().reserved();
            if (left != 0) {
                throw scene.wrong("0 bytes of native memory left", left + " bytes");
            }
        }
    }
}
