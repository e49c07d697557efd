// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

import stress.model.Arrangement.Shape;
import svc.buffermanager.Handles;

/** Draws what calls are given: most often what makes sense, often just about a limit; and now and then what makes none. */
final class Draw {

    private static final int[] SIZES = {1, 2, 3, 7, 8, 10, 12, 16, 17, 31, 64, 100, 255, 300, 1024, 2048};
    private static final int[] IDS = {0, 1, 32, 0xFFFF};
    private static final Handles[] HANDLES = {Handles.REUSED, Handles.REUSED, Handles.REUSED, Handles.ROTATED, Handles.FRESH,
        Handles.SEALED};
    private static final long[] ALIGNMENTS = {1, 1, 2, 16, 64, 64, 4096};
    /** More than F´'s contexts can number. */
    private static final int WIDE = 66_000;

    private final SplittableRandom random;

    Draw(SplittableRandom random) {
        this.random = random;
    }

    Arrangement arrangement() {
        int kind = random.nextInt(400);
        long alignment = ALIGNMENTS[random.nextInt(ALIGNMENTS.length)];
        List<Shape> bins = new ArrayList<>();
        if (kind == 0) {
            bins.add(new Shape(1 + random.nextInt(8), WIDE));
            alignment = 1;
        } else {
            TreeSet<Integer> sizes = new TreeSet<>();
            int wanted = 1 + random.nextInt(random.nextInt(8) == 0 ? 9 : 4);
            while (sizes.size() < wanted) {
                sizes.add(SIZES[random.nextInt(SIZES.length)]);
            }
            sizes.forEach(size -> bins.add(new Shape(size, count())));
        }
        return new Arrangement(IDS[random.nextInt(IDS.length)], random.nextInt(100), alignment, bins, HANDLES[random.nextInt(HANDLES.length)]);
    }

    /** A few; or more than a group of marks has, 32; or more than a group of groups, 1,024. */
    private int count() {
        return switch (random.nextInt(40)) {
            case 0 -> 1020 + random.nextInt(20);
            case 1, 2, 3 -> 30 + random.nextInt(60);
            default -> 1 + random.nextInt(5);
        };
    }

    /** {@return a size to ask a manager for} */
    int size(ManagerModel manager) {
        List<Shape> bins = manager.current == null ? List.of(new Shape(1, 1)) : manager.current.arrangement.bins();
        Shape bin = bins.get(random.nextInt(bins.size()));
        return switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> random.nextBoolean() ? -1 - random.nextInt(300) : Integer.MIN_VALUE;
            case 2 -> random.nextBoolean() ? bins.getLast().size() + 1 : Integer.MAX_VALUE;
            case 3, 4, 5 -> bin.size() + 1;
            case 6, 7, 8 -> 1;
            case 9, 10, 11, 12 -> 1 + random.nextInt(bin.size());
            default -> bin.size();
        };
    }

    /** {@return most often 0 to {@code limit}} */
    int upTo(int limit) {
        return switch (random.nextInt(16)) {
            case 0 -> limit + 1;
            case 1 -> random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            case 2 -> -1;
            case 3, 4 -> limit;
            case 5 -> 0;
            default -> random.nextInt(limit + 1);
        };
    }

    /** {@return most often {@code -below} to {@code above}} */
    int between(int below, int above) {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextBoolean() ? above + 1 : -below - 1;
            case 1 -> random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            case 2 -> above;
            case 3 -> -below;
            default -> random.nextInt(below + above + 1) - below;
        };
    }
}
