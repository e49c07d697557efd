// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM for one soak: whatever happens to it, this one is there to tell. Large blocks of the C library have pages of their own,
 * which go back to the system when they are freed: so it can be seen whether they were, and using them after that is a crash.
 *
 * @param folder where it works, and leaves its crash files
 * @param heap the size of its heap, as {@code -Xmx} takes it
 * @param options its other options
 */
public record OwnJvm(Path folder, String heap, List<String> options) {

    /**
     * How a JVM has ended.
     *
     * @param status its exit status
     * @param crashFiles what it has left to tell of a crash
     * @param standstill for how many milliseconds another JVM on this machine, this one, stood still meanwhile, at most at a time
     * @param standstills when that was a second or more, for people
     */
    public record End(int status, Set<Path> crashFiles, long standstill, List<String> standstills) {

        /** {@return whether it ended well} */
        public boolean isGood() {
            return status == 0 && crashFiles.isEmpty();
        }

        /** {@return the last lines of the report} */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            crashFiles.forEach(file -> text.append("FAILED: the JVM crashed, and left ").append(file).append('\n'));
            if (status != 0 && status != Main.FOUND) {
                text.append("FAILED: the JVM ended with status ").append(status).append('\n');
            }
            text.append("%-47s %,15d%n".formatted("crash files", crashFiles.size()));
            text.append("%-47s %,15d%n".formatted("ms that another JVM stood still at a time", standstill));
            standstills.forEach(one -> text.append("another JVM stood still ").append(one).append('\n'));
            return text.append("soak: ").append(isGood() ? "no fault" : "FAILED").toString();
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xmx" + heap, "-XX:NativeMemoryTracking=detail",
            "-XX:ErrorFile=" + folder.resolve("hs_err_pid%p.log").toAbsolutePath()));
        command.addAll(options);
        return command;
    }

    /**
     * Checks its options.
     *
     * @throws IllegalArgumentException if no JVM can be had with them; the message is what it said
     */
    public void check() throws IOException, InterruptedException {
        List<String> command = command();
        command.add("-version");
        List<String> said = new ArrayList<>();
        if (run(command, said::add) != 0) {
            throw new IllegalArgumentException(String.join("\n", said));
        }
    }

    /** Runs {@link Main}, and waits for its end; {@code out} gets what it prints, line by line. */
    public End run(Course course, Consumer<String> out) throws IOException, InterruptedException {
        return run(Main.class,
            List.of(course.length().toString(), Long.toString(course.swaps()), Long.toString(course.seed())), out);
    }

    End run(Class<?> main, List<String> arguments, Consumer<String> out) throws IOException, InterruptedException {
        List<String> command = command();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Files.createDirectories(folder);
        Set<Path> before = crashFiles();
        try (Standstills standstills = new Standstills(() -> { })) {
            int status = run(command, out);
            Set<Path> after = new HashSet<>(crashFiles());
            after.removeAll(before);
            return new End(status, after, standstills.longestMillis(), standstills.longOnes());
        }
    }

    private int run(List<String> command, Consumer<String> out) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // In bytes; glibc has greater ones as it goes, but not if it is told. A pool has as many at least.
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "65536");
        Process process = builder.start();
        Thread end = new Thread(process::destroyForcibly, "end of the soak");
        Runtime.getRuntime().addShutdownHook(end);
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(out);
            return process.waitFor();
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private Set<Path> crashFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("hs_err")).collect(Collectors.toSet());
        }
    }
}
