// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM, of the same kind and with the same class path as this one. */
public final class ForkedJvm implements AutoCloseable {

    /** The option that forbids native access. */
    public static final String NO_NATIVE_ACCESS = "--illegal-native-access=deny";

    private final Process process;
    private final BufferedReader output;

    private ForkedJvm(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader();
    }

    /** Starts the main class with these arguments. */
    public static ForkedJvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        return new ForkedJvm(command(options, main, arguments));
    }

    /** {@return what starts the main class with these arguments} */
    public static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts a command. */
    public static ForkedJvm start(List<String> command) throws IOException {
        return new ForkedJvm(command);
    }

    /** Waits until it has printed that line. */
    public void awaitLine(String line) {
        List<String> before = new ArrayList<>();
        try {
            for (String next = output.readLine(); next != null; next = output.readLine()) {
                if (next.equals(line)) {
                    return;
                }
                before.add(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("it ended without the line '" + line + "', but with " + before);
    }

    /** Waits until it has ended. {@return what it has printed since the last line that was waited for} */
    public List<String> awaitEnd() throws InterruptedException {
        List<String> lines = output.lines().toList();
        process.waitFor();
        return lines;
    }

    /** Ends it at once, as a crash would. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
