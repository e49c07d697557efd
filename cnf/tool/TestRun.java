// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import aQute.bnd.build.Project;
import aQute.bnd.build.Run;
import aQute.bnd.build.Workspace;

/** Runs the tests of projects, each project in a JVM of its own, and counts them. */
final class TestRun {
    private static final String RUN_FILE = ".bndrun";

    private final Workspace workspace;
    private final Build build;
    private final TestChoice choice;

    TestRun(Workspace workspace, Build build, TestChoice choice) {
        this.workspace = workspace;
        this.build = build;
        this.choice = choice;
    }

    /** @return the exit status: 0 where at least one test ran and none failed */
    int run(List<Project> projects) throws Exception {
        TestCount sum = TestCount.NONE;
        for (Project project : projects) {
            build.tests(project);
        }
        for (Project project : projects) {
            if (!Folder.files(project.getTestOutput().toPath(), ".class").isEmpty()) {
                sum = sum.plus(run(project));
            }
        }
        if (sum.equals(TestCount.NONE)) {
            System.err.println("no tests found");
        }
        System.out.println(sum);
        return sum.passed() > 0 && sum.failed() == 0 ? 0 : 1;
    }

    private TestCount run(Project project) throws Exception {
        Path reports = project.getTarget().toPath().resolve("test-reports");
        Folder.empty(reports);
        Set<Path> oldCrashes = crashes(project);
        System.out.println(project.getName() + ": testing");
        long start = System.nanoTime();
        int status = new Jvm(project.getRunVM(), properties(project)).run(console(project, reports), project.getBase());

        Set<Path> newCrashes = crashes(project);
        newCrashes.removeAll(oldCrashes);
        TestCount count = TestCount.of(reports);
        if (!newCrashes.isEmpty()) {
            System.err.println(project.getName() + ": a JVM crashed, see " + ClassPath.joined(newCrashes));
            count = count.plus(new TestCount(0, 1, 0));
        } else if (status != 0 && count.failed() == 0) {
            System.err.println(project.getName() + ": the tests ended with status " + status + ", but report no failure");
            count = count.plus(new TestCount(0, 1, 0));
        }
        System.out.printf("%s: %s in %.1f s%n", project.getName(), count, (System.nanoTime() - start) / 1e9);
        return count;
    }

    private static Set<Path> crashes(Project project) throws Exception {
        Set<Path> files = new HashSet<>();
        for (File file : project.getBase().listFiles((folder, name) -> name.startsWith("hs_err") && name.endsWith(".log"))) {
            files.add(file.toPath());
        }
        return files;
    }

    private List<String> console(Project project, Path reports) throws Exception {
        List<Path> classpath = new ArrayList<>(List.of(project.getTestOutput().toPath()));
        classpath.addAll(ClassPath.underTest(project));
        List<String> arguments = new ArrayList<>(List.of("-cp", ClassPath.joined(classpath),
            "org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner", "--details=none", "--fail-if-no-tests",
            "--scan-classpath=" + project.getTestOutput(), "--reports-dir=" + reports));
        choice.classes(project.getName()).forEach(classes -> arguments.add("--include-classname=" + classes));
        if (System.console() == null || !System.console().isTerminal()) {
            arguments.add("--disable-ansi-colors");
        }
        return arguments;
    }

    private Map<String, String> properties(Project project) throws Exception {
        Map<String, String> properties = new LinkedHashMap<>(project.getRunProperties());
        if (project.getFile("paxexam.bndrun").isFile()) {
            properties.putAll(container(project));
        }
        return properties;
    }

    /** What tests with Pax Exam need to know: what each run file installs, the kind of container, and where the bundles are. */
    private Map<String, String> container(Project project) throws Exception {
        Map<String, String> properties = new LinkedHashMap<>();
        for (File runFile : project.getBase().listFiles((folder, name) -> name.endsWith(RUN_FILE))) {
            String name = runFile.getName().substring(0, runFile.getName().length() - RUN_FILE.length());
            Path bundles = project.getTarget().toPath().resolve(name + ".runbundles");
            try (Run run = Run.createRun(workspace, runFile)) {
                Files.write(bundles, ClassPath.of(run.getRunbundles()).stream().map(Path::toString).toList());
                new Problems(workspace.getBase().toPath()).raise(run);
            }
            properties.put("itest." + name, bundles.toString());
        }
        List<Path> generated = new ArrayList<>();
        for (Project other : workspace.getBuildOrder()) {
            generated.add(other.getTarget().toPath());
        }
        properties.put("itest.root", workspace.getBase().toString());
        properties.put("itest.generated", ClassPath.joined(generated));
        properties.put("itest.container", project.getProperty("paxexam.container"));
        return properties;
    }
}
