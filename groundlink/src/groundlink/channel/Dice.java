// SPDX-License-Identifier: Apache-2.0
package groundlink.channel;

import java.util.Random;

/** Decides what becomes of frames. One thread at a time. */
final class Dice {

    static final int LOSS = 1;
    static final int GARBAGE = 2;
    static final int REPEAT = 4;
    static final int BIT_ERROR = 8;

    private final ChannelSpec spec;
    private final Random random;

    Dice(ChannelSpec spec) {
        this.spec = spec;
        random = new Random(spec.seed());
    }

    /** {@return what becomes of the next frame: the sum of what happens to it} As many numbers are drawn in any case. */
    int fate() {
        return hit(spec.losses(), LOSS) + hit(spec.garbage(), GARBAGE) + hit(spec.repeats(), REPEAT)
            + hit(spec.bitErrors(), BIT_ERROR);
    }

    private int hit(int oneIn, int what) {
        int drawn = random.nextInt(Math.max(1, oneIn));
        return oneIn > 0 && drawn == 0 ? what : 0;
    }

    /** {@return a number from 0 to {@code below - 1}} */
    int number(int below) {
        return random.nextInt(below);
    }
}
