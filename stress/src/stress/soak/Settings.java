// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import svc.buffermanager.BufferManager;
import svc.buffermanager.Handles;

/**
 * What the operator writes into the managers' configurations.
 *
 * @param random what it is drawn from
 * @param course how many buffers there must be, and how long a manager must wait for them
 */
record Settings(SplittableRandom random, Course course) {

    private static final List<Map<String, Object>> BAD = List.of(
        Map.of(BufferManager.BINS, new String[] {"64x4", "0x3"}),
        Map.of(BufferManager.ALIGNMENT, 48L),
        Map.of(BufferManager.ALLOCATOR_TARGET, "((broken"),
        Map.of(BufferManager.DRAIN_TIMEOUT, -1L));

    /** {@return all settings of a manager that has more buffers than the consumers can have} */
    static Map<String, Object> ample(Course course) {
        return Map.of(BufferManager.BINS, new String[] {Consumer.LARGEST + "x" + course.mostOut()}, BufferManager.ALIGNMENT, 64L,
            BufferManager.PREFAULT, false, BufferManager.DRAIN_TIMEOUT, course.drain().toMillis());
    }

    /** {@return all settings of a manager whose buffers don't all come home, and so whose memory doesn't wait for them} */
    static Map<String, Object> forClients() {
        return Map.of(BufferManager.BINS, new String[] {"64x1024"}, BufferManager.DRAIN_TIMEOUT, 5L);
    }

    /** {@return bins that have always one free that is large enough} */
    String[] bins() {
        List<String> bins = new ArrayList<>();
        for (int size : new int[] {64, 256, 512, 2 * Consumer.LARGEST}) {
            if (random.nextBoolean()) {
                bins.add(size + "x" + random.nextInt(1, 20));
            }
        }
        bins.add(random.nextInt(bins.size() + 1), Consumer.LARGEST + "x" + (course.mostOut() + random.nextInt(20)));
        return bins.toArray(String[]::new);
    }

    long alignment() {
        return 1L << random.nextInt(13);
    }

    String handles() {
        return Handles.values()[random.nextInt(Handles.values().length)].name();
    }

    long drainMillis() {
        return course.drain().toMillis() * random.nextInt(1, 4);
    }

    /** {@return some of the allocators, at least one of these among them} */
    List<String> allocators(List<String> up) {
        List<String> some = new ArrayList<>();
        do {
            some.clear();
            AllocatorBundles.NAMES.stream().filter(_ -> random.nextBoolean()).forEach(some::add);
        } while (some.stream().noneMatch(up::contains));
        return some;
    }

    /** {@return a setting that a manager must refuse} */
    Map<String, Object> bad() {
        return BAD.get(random.nextInt(BAD.size()));
    }
}
