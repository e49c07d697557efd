// SPDX-License-Identifier: Apache-2.0
package stress.model;

import stress.model.Arrangement.Shape;

/** A bin, as counts: which of its slots is taken is left open. */
final class BinModel {

    /** Each 64th search opens a spare: so long is the high-water mark exact. */
    private static final int TAKES_WITHOUT_SPARE = 64;
    private static final int SPARES = 16;
    private static final int SHARE_OF_SPARES = 4;

    final Shape shape;
    /** The pool's index of its first slot. */
    final int first;

    int used;
    /** Most that were used at a time. */
    int peak;
    long spills;
    long failures;
    private long takes;

    BinModel(Shape shape, int first) {
        this.shape = shape;
        this.first = first;
    }

    boolean isFull() {
        return used == shape.count();
    }

    void take() {
        takes++;
        used++;
        peak = Math.max(peak, used);
    }

    /** {@return most that the high-water mark may be; it is {@link #peak} at the least} */
    int mostHighWater() {
        return takes < TAKES_WITHOUT_SPARE ? peak : Math.min(shape.count(), peak + Math.max(SPARES, peak / SHARE_OF_SPARES));
    }
}
