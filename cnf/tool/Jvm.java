// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Another JVM like this one, with this one's terminal. All its temporary files are in one folder, which is gone when this
 * process is,
 * however either of the two ends.
 */
final class Jvm {
    private final List<String> command = new ArrayList<>();
    private final Path temporary;

    /**
     * @param options options of the JVM
     * @param properties system properties
     */
    Jvm(Collection<String> options, Map<String, String> properties) throws IOException {
        temporary = Files.createTempDirectory("bndw");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Djava.io.tmpdir=" + temporary);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    }

    /**
     * Starts it and waits for its end.
     *
     * @param arguments the rest of its command line
     * @param directory the folder that it works in
     * @return its exit status
     */
    int run(List<String> arguments, File directory) throws Exception {
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).directory(directory).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end of a JVM"));
        return process.waitFor();
    }

    /** Runs when this process ends, also by a signal: the terminal's interrupt goes to both processes, any other only to this. */
    private void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
            Folder.remove(temporary);
        } catch (Exception e) {
            System.err.println("cannot remove " + temporary + ": " + e);
        }
    }
}
