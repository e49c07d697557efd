// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import stress.soak.client.Worker;
import svc.buffermanager.BufferManager;
import svc.buffermanager.Handles;

/**
 * What the operator writes into the managers' configurations.
 *
 * @param random what it is drawn from
 * @param course how many buffers there must be, and how long a manager must wait for them
 */
record Settings(SplittableRandom random, Course course) {

    /** As the framework itself is called, which the consumers are known as. */
    private static final String CONSUMERS = "org.apache.felix.framework";

    private static final List<Map<String, Object>> BAD = List.of(
        Map.of(BufferManager.BINS, new String[] {"64x4", "0x3"}),
        Map.of(BufferManager.ALIGNMENT, 48L),
        Map.of(BufferManager.ALLOCATOR_TARGET, "((broken"),
        Map.of(BufferManager.DRAIN_TIMEOUT, -1L),
        Map.of(BufferManager.QUOTAS, new String[] {CONSUMERS + ";reserve=" + Consumer.LARGEST + "x1000000"}),
        Map.of(BufferManager.GUARD, true, BufferManager.RECOVERY, true));

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

    /** {@return how buffers are lent, of what goes together} */
    Map<String, Object> treatment() {
        Handles handles = Handles.values()[random.nextInt(Handles.values().length)];
        boolean recovery = handles != Handles.SEALED && random.nextInt(3) == 0;
        boolean guard = handles != Handles.SEALED && random.nextInt(3) == 0 && !recovery;
        boolean wipe = random.nextInt(3) == 0 && !recovery;
        return Map.of(BufferManager.HANDLES, handles.name(), BufferManager.GUARD, guard, BufferManager.WIPE, wipe,
            BufferManager.RECOVERY, recovery);
    }

    /** {@return who may have what, and how that is looked after; nothing of it denies a consumer anything} */
    Map<String, Object> ownership() {
        // The largest buffer that is asked for is in the fourth bin at most.
        Map<String, Object> drawn = new HashMap<>(watching(random.nextInt(3, 6)));
        drawn.put(BufferManager.QUOTAS, switch (random.nextInt(3)) {
            case 0 -> new String[0];
            case 1 -> new String[] {"*;buffers=1000000;bytes=1GiB"};
            default -> new String[] {"nobody.*;buffers=0",
                CONSUMERS + ";buffers=1000000;reserve=" + Consumer.LARGEST + "x" + random.nextInt(1, course.mostOut() + 1)};
        });
        return drawn;
    }

    private Map<String, Object> watching(int spill) {
        return Map.of(BufferManager.ACCOUNTING, random.nextBoolean(), BufferManager.TRACKING, tracking(),
            BufferManager.HELD_LIMIT, random.nextInt(3) * 40L, BufferManager.RECLAIM, random.nextBoolean(),
            BufferManager.SPILL, random.nextBoolean() ? -1 : spill);
    }

    int tracking() {
        return random.nextInt(3) * random.nextInt(1, 8);
    }

    /** {@return all settings of the workers' manager, which has too few buffers for them, and denies them some} */
    Map<String, Object> scarce() {
        int large = random.nextInt(3, 9);
        Map<String, Object> drawn = new HashMap<>(watching(random.nextInt(3)));
        drawn.putAll(treatment());
        drawn.put(BufferManager.BINS, new String[] {"64x256", "512x" + random.nextInt(4, 30), Worker.LARGEST + "x" + large});
        drawn.put(BufferManager.ALIGNMENT, alignment());
        drawn.put(BufferManager.DRAIN_TIMEOUT, random.nextLong(20, 100));
        String quota = "stress.soak.worker.*;buffers=" + random.nextInt(4, 20);
        drawn.put(BufferManager.QUOTAS, switch (random.nextInt(3)) {
            case 0 -> new String[0];
            case 1 -> new String[] {quota};
            default -> new String[] {"stress.soak.worker.*1;reserve=" + Worker.LARGEST + "x" + random.nextInt(1, large),
                quota + ";bytes=" + random.nextInt(4, 16) + "KiB;reserve=512x" + random.nextInt(1, 4)};
        });
        return drawn;
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
