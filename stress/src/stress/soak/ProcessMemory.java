// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import stress.hold.Faults;

/**
 * What the JVM and the system say of this process's memory outside the heap, whatever the allocators' own counters say. The JVM
 * must be an {@link OwnJvm}: with native memory tracking, and with pages of their own for all blocks that the managers ask for.
 *
 * @param arenas what Java code has reserved through the JVM, in KiB: the blocks of {@code arena}, and direct buffers
 * @param mapped memory that is mapped from no file, is not in the C library's heaps, and of which the JVM doesn't know, in KiB,
 *            touched or not: the blocks of {@code malloc} and {@code mmap}, and a few that the JVM and libraries have. Empty where the
 *            system doesn't tell
 */
record ProcessMemory(long arenas, OptionalLong mapped) {

    /**
     * How much more of either is no finding, in KiB. Of arenas: direct buffers through which files are read and written, 64 KiB at
     * most for each thread that does so, and no more than ten do. Mapped: tables of the JVM, which double; 536 were seen, of which a
     * table had 516, so that it may be 1,032 one day. Twice that is what ten pools have that are swapped.
     */
    private static final long TOLERANCE = 2048;

    private static final int MOST_LOOKS = 20;
    private static final long PAUSE_NANOS = 200_000_000;

    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Pattern OTHER =
        Pattern.compile("^- +Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)", Pattern.MULTILINE);
    /** What the JVM has reserved, from an address to another. */
    private static final Pattern RESERVED = Pattern.compile("^\\[0x(\\w+) - 0x(\\w+)\\] reserved", Pattern.MULTILINE);
    /**
     * A line of the JVM's command System.map: from an address to another; the size, the protection, how much is resident, what is of
     * huge pages, the size of a page; then notes, which have more in them for stacks and less for the C library's heaps; what the JVM
     * takes it for, which is not so for all of it where mappings lie side by side; and no file.
     */
    private static final Pattern MAPPING =
        Pattern.compile("^0x(\\w+)-0x(\\w+) +\\d+ rw-p +\\d+ +\\d+ \\S+ +com +\\S+ +-$", Pattern.MULTILINE);

    private record Range(long from, long to) {
        static List<Range> all(Pattern pattern, String text) {
            return pattern.matcher(text).results().map(match -> new Range(Long.parseUnsignedLong(match.group(1), 16),
                Long.parseUnsignedLong(match.group(2), 16))).toList();
        }

        /** {@return how many bytes of this are in none of these, which have no byte in common} */
        long without(List<Range> others) {
            return to - from - others.stream().mapToLong(other -> Math.max(0, Math.min(to, other.to) - Math.max(from, other.from)))
                .sum();
        }
    }

    /** {@return what it is now, when all garbage has been collected} */
    static ProcessMemory now() throws JMException {
        System.gc();
        String tracked = command("vmNativeMemory", "detail", "scale=KB");
        Matcher arenas = OTHER.matcher(tracked);
        if (!arenas.find()) {
            throw new IllegalStateException("the JVM doesn't track its memory: " + tracked);
        }
        return new ProcessMemory(Long.parseLong(arenas.group(1)), Files.exists(MAPS)
            ? OptionalLong.of(unknown(command("systemMap"), Range.all(RESERVED, tracked)) >> 10) : OptionalLong.empty());
    }

    private static long unknown(String map, List<Range> reserved) {
        return Range.all(MAPPING, map).stream().mapToLong(mapping -> mapping.without(reserved)).sum();
    }

    /**
     * {@return what it is when it has come down to what is tolerated; if it doesn't in a while, what it is then} Compilers of the JVM
     * that are at work have megabytes for a moment, in blocks of the C library.
     */
    static ProcessMemory settled(ProcessMemory before) throws JMException {
        ProcessMemory after = now();
        for (int looks = 1; looks < MOST_LOOKS && !after.isTolerated(before); looks++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            after = now();
        }
        return after;
    }

    private boolean isTolerated(ProcessMemory before) {
        Faults<Finding> found = new Faults<>(Finding.class);
        findGrowth(before, found);
        return found.isEmpty();
    }

    private static String command(String name, String... arguments) throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        return (String) beans.invoke(commands, name, new Object[] {arguments}, new String[] {String[].class.getName()});
    }

    /** Finds what this is more than it was, beyond what must be tolerated. */
    void findGrowth(ProcessMemory before, Faults<Finding> findings) {
        find(arenas - before.arenas, "reserved through the JVM", findings);
        mapped.ifPresent(now -> find(now - before.mapped.getAsLong(), "mapped", findings));
    }

    private static void find(long growth, String what, Faults<Finding> findings) {
        if (growth > TOLERANCE) {
            findings.add(Finding.PROCESS_GREW, (growth - TOLERANCE) << 10,
                growth + " KiB more are " + what + "; " + TOLERANCE + " are tolerated");
        }
    }

    /** {@return how this has grown, for people} */
    String since(ProcessMemory before) {
        return "%-47s %,15d%n%-47s %15s".formatted("KiB more that Java code has reserved", arenas - before.arenas,
            "KiB more mapped that the JVM doesn't know",
            mapped.isPresent() ? "%,d".formatted(mapped.getAsLong() - before.mapped.getAsLong()) : "unknown");
    }
}
