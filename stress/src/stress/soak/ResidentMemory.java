// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much of this process is in the machine's memory: the heap, the allocators' blocks, and all that the JVM has for itself. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "VmRSS:";

    private ResidentMemory() {
    }

    /** {@return as the system says it, for people} */
    static String now() throws IOException {
        if (!Files.exists(STATUS)) {
            return "unknown to this system";
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(LINE)).map(line -> line.substring(LINE.length()).strip()).findFirst()
                .orElse("unknown");
        }
    }
}
