// SPDX-License-Identifier: Apache-2.0
package tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import aQute.bnd.build.Project;
import aQute.bnd.build.Workspace;

/** The benchmarks: the main class of a project, on the class path that its sources have. */
final class Bench {
    private static final String PROJECT = "bench";
    private static final String MAIN = "bench.run.Main";

    private final Workspace workspace;
    private final Build build;

    Bench(Workspace workspace, Build build) {
        this.workspace = workspace;
        this.build = build;
    }

    /**
     * Runs benchmarks.
     *
     * @param arguments as {@code bench.run.CommandLine} has them
     * @return the exit status
     */
    int run(List<String> arguments) throws Exception {
        Project project = workspace.getProject(PROJECT);
        build.bundles(List.of(project));
        List<Path> classpath = new ArrayList<>(List.of(project.getOutput().toPath()));
        classpath.addAll(ClassPath.of(project.getBuildpath()));
        List<String> command = new ArrayList<>(List.of("-cp", ClassPath.joined(classpath), MAIN));
        command.addAll(arguments);
        return new Jvm(project.getRunVM(), project.getRunProperties()).run(command, project.getBase());
    }
}
