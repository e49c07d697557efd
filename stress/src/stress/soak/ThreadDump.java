// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

/** What all threads are at. Only such a dump has the virtual ones in it. */
final class ThreadDump {

    private ThreadDump() {
    }

    /** {@return as the JVM writes it} */
    static String now() throws IOException {
        Path folder = Files.createTempDirectory("stress");
        Path dump = folder.resolve("threads");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            return Files.readString(dump);
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }
}
