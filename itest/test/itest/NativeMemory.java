// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What memory this process has beside the Java heap, in bytes, by the system's account and by the JVM's. */
final class NativeMemory {

    private static final Pattern HEAP = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ .*");
    private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+, committed=(\\d+)\\)");

    private NativeMemory() {
    }

    /**
     * {@return all that is resident, whoever took it and by whatever call: the system's account, of all mappings but those of the
     * Java heap}
     * It needs Linux. It moves by some MiB without anybody's fault, as code is compiled and classes come and go.
     */
    static long resident() {
        Matcher heap = HEAP.matcher(DiagnosticCommand.callPlain("gcHeapInfo"));
        if (!heap.find()) {
            throw new AssertionError("this collector does not tell where its heap is; take G1, Parallel or Serial");
        }
        long heapStart = Long.parseUnsignedLong(heap.group(1), 16);
        long heapEnd = Long.parseUnsignedLong(heap.group(2), 16);
        long kilobytes = 0;
        boolean counts = false;
        for (String line : mappings()) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (mapping.matches()) {
                long start = Long.parseUnsignedLong(mapping.group(1), 16);
                counts = start < heapStart || start >= heapEnd;
            } else if (counts && resident.matches()) {
                kilobytes += Long.parseLong(resident.group(1));
            }
        }
        return kilobytes * 1024;
    }

    private static List<String> mappings() {
        try {
            return Files.readAllLines(Path.of("/proc/self/smaps"));
        } catch (IOException e) {
            throw new AssertionError("only Linux tells what is resident of each mapping", e);
        }
    }

    /**
     * {@return what was taken through arenas and direct buffers and has not ended: the JVM's account}
     * It moves by some KiB, with the buffers that the JDK keeps for its own input and output.
     */
    static long ofArenas() {
        Matcher other = OTHER.matcher(DiagnosticCommand.call("vmNativeMemory", "summary", "scale=B"));
        if (!other.find()) {
            throw new AssertionError("the JVM keeps no such account; start it with -XX:NativeMemoryTracking=summary");
        }
        return Long.parseLong(other.group(1));
    }
}
