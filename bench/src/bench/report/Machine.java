// SPDX-License-Identifier: Apache-2.0
package bench.report;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * On what was measured.
 *
 * @param text for people
 */
record Machine(String text) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    /** {@return this machine as it is now, with the load that it has before the benchmarks} */
    static Machine now() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(String.join(", ", processor(), system.getAvailableProcessors() + " cores",
            (system.getTotalMemorySize() >> 20) + " MiB of memory", system.getName() + " " + system.getVersion() + " (" + system
                .getArch() + ")", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
            "load average before: " + Figure.decimals(system.getSystemLoadAverage())));
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "unknown processor";
        }
        return Files.readAllLines(PROCESSORS).stream().filter(line -> line.startsWith(MODEL)).findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown processor");
    }

    /** {@return the names of the libraries' files, which have the versions in them} */
    static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(file -> Path.of(file).getFileName().toString()).filter(name -> name.matches(".*-\\d.*\\.jar"))
            .map(name -> name.replaceFirst("\\.jar$", "")).sorted().collect(Collectors.joining(", "));
    }
}
