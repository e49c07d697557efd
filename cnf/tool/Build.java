// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import aQute.bnd.build.Project;
import aQute.bnd.build.Workspace;

/** Compiles projects and makes their bundles, each after those it depends on. */
final class Build {
    private final Workspace workspace;
    private final Path root;
    private final Problems problems;
    private final PrintStream out;
    private final boolean always;

    private Build(Workspace workspace, PrintStream out, boolean always) {
        this.workspace = workspace;
        this.root = workspace.getBase().toPath();
        this.problems = new Problems(root);
        this.out = out;
        this.always = always;
    }

    /** A build that prints a line for each project. */
    static Build telling(Workspace workspace) {
        return new Build(workspace, System.out, true);
    }

    /** A build on the way to something else: it prints a line, to standard error, for each project that had to be compiled. */
    static Build onTheWay(Workspace workspace) {
        return new Build(workspace, System.err, false);
    }

    static Build silent(Workspace workspace) {
        return new Build(workspace, new PrintStream(OutputStream.nullOutputStream()), false);
    }

    /** The projects of these names, or all where there are none, in the order in which they are to be built. */
    List<Project> projects(List<String> names) throws Exception {
        Collection<Project> all = workspace.getBuildOrder();
        Set<String> known = all.stream().map(Project::getName).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new Failure(2, "no project " + name + "; there are: " + String.join(", ", known));
            }
        }
        return all.stream().filter(project -> names.isEmpty() || names.contains(project.getName())).toList();
    }

    /** Makes the bundles of the projects, and of those that they depend on. */
    void bundles(List<Project> projects) throws Exception {
        Set<Project> wanted = new LinkedHashSet<>(projects);
        for (Project project : projects) {
            project.prepare();
            wanted.addAll(project.getDependson());
        }
        for (Project project : workspace.getBuildOrder()) {
            if (wanted.contains(project)) {
                bundles(project);
            }
        }
    }

    private void bundles(Project project) throws Exception {
        project.prepare();
        problems.raise(project);
        List<Path> folders = project.getSourcePath().stream().map(File::toPath).toList();
        int compiled = new Compilation(root, project, folders, project.getOutput().toPath(),
            ClassPath.of(project.getBuildpath())).run();
        File[] jars = project.build();
        problems.raise(project);
        if (always || compiled > 0) {
            String sources = compiled == 0 ? "" : compiled + (compiled == 1 ? " file" : " files") + " compiled; ";
            String bundles = jars == null ? "no bundles" : Stream.of(jars).map(File::getName).collect(Collectors.joining(", "));
            out.println(project.getName() + ": " + sources + bundles);
        }
    }

    /** Compiles the tests of a project, whose bundles are made. */
    void tests(Project project) throws Exception {
        new Compilation(root, project, List.of(project.getTestSrc().toPath()), project.getTestOutput().toPath(),
            ClassPath.underTest(project)).run();
    }
}
