// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

import aQute.bnd.build.Project;
import aQute.bnd.build.Run;
import aQute.bnd.build.Workspace;
import aQute.bnd.osgi.Resource;

/** A run file as one executable jar. */
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
     * Starts the jar, in the folder of whoever called, and waits for its end.
     *
     * @param properties system properties for the new process
     * @return its exit status
     */
    int run(Map<String, String> properties) throws Exception {
        return new Jvm(options, properties).run(List.of("-jar", jar.toString()), null);
    }
}
