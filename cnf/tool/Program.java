// SPDX-License-Identifier: Apache-2.0
package tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import aQute.bnd.build.Project;
import aQute.bnd.build.Workspace;

/**
 * A program of the workspace: the main class of a project, on the class path that its sources have.
 *
 * @param project the project's name
 * @param main the main class
 * @param folder where in the project it works
 */
record Program(String project, String main, String folder) {
    /** Its arguments are as {@code bench.run.CommandLine} has them. */
    static final Program BENCH = new Program("bench", "bench.run.Main", "");
    /** Its arguments are as {@code stress.Stress} has them. */
    static final Program STRESS = new Program("stress", "stress.Stress", "generated");

    /** @return the exit status */
    int run(Workspace workspace, Build build, List<String> arguments) throws Exception {
        Project holder = workspace.getProject(project);
        build.bundles(List.of(holder));
        List<Path> classpath = new ArrayList<>(List.of(holder.getOutput().toPath()));
        classpath.addAll(ClassPath.of(holder.getBuildpath()));
        List<String> command = new ArrayList<>(List.of("-cp", ClassPath.joined(classpath), main));
        command.addAll(arguments);
        return new Jvm(holder.getRunVM(), holder.getRunProperties()).run(command, holder.getFile(folder));
    }
}
