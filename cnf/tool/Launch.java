// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import aQute.bnd.build.Project;
import aQute.bnd.build.Run;
import aQute.bnd.build.Workspace;
import aQute.bnd.osgi.Resource;

/** A run file as one executable jar, in a JVM of its own that has this process's terminal. */
final class Launch {
    private final Path jar;
    private final List<String> options;

    private Launch(Path jar, List<String> options) {
        this.jar = jar;
        this.options = options;
    }

    /** Exports the run file {@code NAME.bndrun} of a project into the project's generated folder. */
    static Launch export(Workspace workspace, Project project, String name) throws Exception {
        Problems problems = new Problems(workspace.getBase().toPath());
        try (Run run = Run.createRun(workspace, project.getFile(name + ".bndrun"))) {
            Map.Entry<String, Resource> exported = run.export("bnd.executablejar", Map.of());
            problems.raise(run);
            Path jar = project.getTarget().toPath().resolve(name + "-run.jar");
            try (InputStream content = exported.getValue().openInputStream()) {
                Files.copy(content, jar, StandardCopyOption.REPLACE_EXISTING);
            }
            return new Launch(jar, List.copyOf(run.getRunVM()));
        }
    }

    /**
     * Starts the jar and waits for its end. All temporary files of the new process, the framework's storage among them, are in one
     * folder, which is gone afterwards, however the process ends.
     *
     * @param properties system properties for the new process
     * @return its exit status
     */
    int run(Map<String, String> properties) throws Exception {
        Path temporary = Files.createTempDirectory("bndw-run");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.add("-Djava.io.tmpdir=" + temporary);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread end = new Thread(() -> end(process, temporary), "end of run");
        Runtime.getRuntime().addShutdownHook(end);
        return process.waitFor();
    }

    /** Runs when this process ends, also by a signal: the terminal's interrupt goes to both processes, any other only to this. */
    private static void end(Process process, Path temporary) {
        process.destroy();
        try {
            process.waitFor();
            Paths.empty(temporary);
            Files.delete(temporary);
        } catch (Exception e) {
            System.err.println("cannot remove " + temporary + ": " + e);
        }
    }
}
