// SPDX-License-Identifier: Apache-2.0
package bench.run;

import static bench.pool.Contender.Kind.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import bench.frames.FrameContender;
import bench.mode.Activation;
import bench.mode.Frames;
import bench.mode.HandOver;
import bench.mode.Hold;
import bench.mode.Latency;
import bench.mode.MemoryAccess;
import bench.mode.MixedSizes;
import bench.mode.NearlyFull;
import bench.mode.PoolSize;
import bench.mode.Price;
import bench.mode.StaleHandles;
import bench.mode.Swap;
import bench.mode.TakeGive;
import bench.mode.VirtualThreads;
import bench.pool.Contender;
import bench.pool.Contender.Kind;
import svc.buffermanager.Handles;

/** All modes, in the order in which they are run and shown. */
public final class Modes {

    private static final Set<Kind> EVERYBODY = EnumSet.allOf(Kind.class);
    private static final Set<Kind> ALL_POOLS = EnumSet.of(OURS, BUFFER_POOL, OBJECT_POOL);
    private static final Set<Kind> BUFFER_POOLS = EnumSet.of(OURS, BUFFER_POOL);
    private static final Set<Kind> NOBODY = EnumSet.noneOf(Kind.class);
    private static final Set<Kind> ONLY_OURS = EnumSet.of(OURS);

    private Modes() {
    }

    /** {@return all of them} */
    public static List<Mode> all() {
        List<Mode> modes = new ArrayList<>();
        modes.add(byAll("one-thread", "1 KiB taken and given back by one thread", TakeGive.class, "oneThread"));
        modes.add(byAll("two-threads", "the same by two threads at a time", TakeGive.class, "twoThreads"));
        modes.add(byAll("eight-threads", "the same by eight threads at a time", TakeGive.class, "eightThreads"));
        modes.add(byAll("hold-64", "64 of 1 KiB taken, then given back", Hold.class, "hold64"));
        modes.add(byAll("mixed", "sizes up to 64 bytes, 1 KiB and 16 KiB, as many of each", MixedSizes.class, "mixed"));
        modes.add(byAll("imix", "sizes of packets: 7 of 64 bytes, 4 of 594, 1 of 1518", MixedSizes.class, "imix"));
        modes.add(handedOver("hand-over", "1 KiB taken by one thread and given back by another", "handOver"));
        modes.add(handedOver("fan-in", "1 KiB taken by four threads and given back by a fifth", "fanIn"));
        modes.add(pools("virtual-threads", "64 virtual threads, which now and then yield while they hold a buffer",
            Unit.NANOSECONDS, VirtualThreads.class, "virtualThreads", Map.of(), EVERYBODY, NOBODY));
        modes.add(nearlyFull("empty", "10,000 of 1 KiB, none held: one taken and given back", "takeGive", 0));
        modes.add(nearlyFull("nearly-full", "the same, 99 % held", "takeGive", 99));
        modes.add(nearlyFull("churn-empty", "10,000 of 1 KiB, 1 % held: 16 of these given back, 16 others taken", "churn", 1));
        modes.add(nearlyFull("churn-nearly-full", "the same, 99 % held", "churn", 99));
        modes.add(bulk("one-by-one-32", "32 of 1 KiB taken one by one, then given back one by one", "oneByOne32"));
        modes.add(bulk("bulk-32", "32 of 1 KiB taken in one call and given back in one, where the pool has such", "bulk32"));
        modes.add(poolSize(10, ONLY_OURS));
        modes.add(poolSize(1000, ONLY_OURS));
        modes.add(poolSize(100_000, NOBODY));
        modes.add(poolSize(1_000_000, ONLY_OURS));
        modes.add(pools("latency", "one take of 1 KiB, while another thread loads the pool and makes garbage", Unit.PERCENTILES,
            Latency.class, "take", Map.of(), ALL_POOLS, BUFFER_POOLS));
        modes.add(swap());
        modes.add(handles("one-thread", "1 KiB taken and given back by one thread", "oneThread", false));
        modes.add(handles("two-threads", "the same by two threads at a time", "twoThreads", false));
        modes.add(handles("hold-64", "64 of 1 KiB taken, then given back", "hold64", false));
        modes.add(handles("use", "1 KiB taken, one long written by segment(), given back", "use", true));
        modes.add(price("one-thread", "1 KiB taken and given back by one thread, with one service of the manager on", "oneThread"));
        modes.add(price("two-threads", "the same by two threads at a time", "twoThreads"));
        for (int bytes : new int[] {64, 1024, 16384}) {
            modes.add(access("longs-", "written and read by longs", bytes, "longs"));
            modes.add(access("copy-", "copied from and to an array", bytes, "copy"));
        }
        modes.add(frames("64", "payloads of 64 bytes"));
        modes.add(frames("1024", "payloads of 1 KiB"));
        modes.add(frames("imix", "payloads of packets' sizes: 7 of 64 bytes, 4 of 594, 1 of 1518"));
        modes.add(activation("activation-1000", 1000, false));
        modes.add(activation("activation-1000000", 1_000_000, false));
        modes.add(activation("activation-prefault-1000000", 1_000_000, true));
        return modes;
    }

    private static Mode byAll(String name, String what, Class<?> type, String method) {
        return pools(name, what, Unit.NANOSECONDS, type, method, Map.of(), EVERYBODY, EVERYBODY);
    }

    private static Mode handedOver(String name, String what, String method) {
        return pools(name, what, Unit.MILLIONS_PER_SECOND, HandOver.class, method, Map.of(), EVERYBODY, EVERYBODY);
    }

    private static Mode nearlyFull(String name, String what, String method, int held) {
        return pools(name, what, Unit.NANOSECONDS, NearlyFull.class, method, Map.of("held", String.valueOf(held)), ALL_POOLS,
            ONLY_OURS);
    }

    private static Mode bulk(String name, String what, String method) {
        return pools(name, what, Unit.NANOSECONDS, Hold.class, method, Map.of(), ALL_POOLS, ONLY_OURS);
    }

    /** Pools that have no size take no part: those of buffers, but for commons-pool2, grow as they need. */
    private static Mode poolSize(int count, Set<Kind> quick) {
        Mode mode = pools("pool-" + count, String.format(Locale.ROOT, "a pool of %,d: 8 of 1 KiB taken, then given back", count),
            Unit.NANOSECONDS, PoolSize.class, "takeGive", Map.of("count", String.valueOf(count)), ALL_POOLS, quick);
        return mode.with(mode.entries().stream().filter(entry -> Contender.of(entry.label()).hasSize()).toList());
    }

    private static Mode pools(String name, String what, Unit unit, Class<?> type, String method, Map<String, String> parameters,
        Set<Kind> kinds, Set<Kind> quick) {
        List<Entry> entries = new ArrayList<>();
        for (Contender one : Contender.values()) {
            if (kinds.contains(one.kind())) {
                Map<String, String> all = new TreeMap<>(parameters);
                all.put("pool", one.label());
                entries.add(new Entry(one.label(), type.getName() + "." + method, all, quick.contains(one.kind())));
            }
        }
        return new Mode(name, what, unit, entries);
    }

    private static Mode access(String prefix, String what, int bytes, String method) {
        Map<String, String> parameters = Map.of("bytes", String.valueOf(bytes));
        boolean quick = bytes == 1024;
        String benchmark = MemoryAccess.class.getName() + "." + method;
        return new Mode(prefix + bytes, String.format(Locale.ROOT, "%,d bytes %s", bytes, what), Unit.NANOSECONDS, List.of(
            new Entry("segment()", benchmark + "Segment", parameters, quick),
            new Entry("byteBuffer()", benchmark + "ByteBuffer", parameters, quick),
            new Entry("plain segment", benchmark + "PlainSegment", parameters, false),
            new Entry("plain ByteBuffer", benchmark + "Plain", parameters, quick)));
    }

    private static Mode swap() {
        List<Entry> entries = new ArrayList<>();
        for (String call : List.of("take", "give")) {
            String benchmark = Swap.class.getName() + "." + call;
            entries.add(new Entry(call + ", at rest", benchmark, Map.of("swapped", "false"), false));
            entries.add(new Entry(call + ", swapped", benchmark, Map.of("swapped", "true"), true));
        }
        return new Mode("swap", "one call for 1 KiB every 60 µs, at rest, and while the pool is swapped every 20 ms",
            Unit.PERCENTILES, entries);
    }

    private static Mode handles(String name, String what, String method, boolean quick) {
        List<Entry> entries = new ArrayList<>();
        for (Handles handles : Handles.values()) {
            entries.add(new Entry(handles.name(), StaleHandles.class.getName() + "." + method, Map.of("handles", handles.name()),
                quick));
        }
        return new Mode("handles-" + name, what, Unit.NANOSECONDS, Handles.REUSED.name(), entries);
    }

    private static Mode price(String name, String what, String method) {
        List<Entry> entries = new ArrayList<>();
        for (Price.Service service : Price.Service.values()) {
            entries.add(new Entry(service.label(), Price.class.getName() + "." + method, Map.of("service", service.name()), false));
        }
        return new Mode("price-" + name, what, Unit.NANOSECONDS, Price.Service.NOTHING.label(), entries);
    }

    private static Mode frames(String payload, String what) {
        List<Entry> entries = new ArrayList<>();
        for (FrameContender one : FrameContender.values()) {
            entries.add(new Entry(one.label(), Frames.class.getName() + ".frames", Map.of("path", one.name(), "payload", payload),
                false));
        }
        return new Mode("frames-" + payload, "frames found in a stream and taken apart by one thread, with " + what,
            Unit.MILLION_FRAMES, entries);
    }

    private static Mode activation(String name, int count, boolean prefault) {
        String what = String.format(Locale.ROOT, "%,d buffers of 1 KiB, from configuration to service%s", count,
            prefault ? ", all memory touched" : "");
        Entry entry = new Entry(Contender.BUFFERMANAGER.label(), Activation.class.getName() + ".activate",
            Map.of("count", String.valueOf(count), "prefault", String.valueOf(prefault)), false);
        return new Mode(name, what, Unit.MILLISECONDS, List.of(entry));
    }
}
