// SPDX-License-Identifier: Apache-2.0
package tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import aQute.bnd.build.Project;
import aQute.bnd.build.Workspace;
import aQute.bnd.osgi.Constants;

/** The driver of the workspace, started by {@code bndw}, which has looked at the command line already. */
final class Bndw {
    private static final String EXAMPLE = "groundlink";
    private static final String PROPERTY = "-D";

    private Bndw() {
    }

    public static void main(String[] arguments) throws Exception {
        String command = arguments[0];
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        int status;
        try {
            status = switch (command) {
                case "run" -> run(rest);
                case "bench" -> run(Program.BENCH, rest);
                case "stress" -> run(Program.STRESS, rest);
                default -> perform(command, rest);
            };
        } catch (Failure e) {
            System.err.println(e.getMessage());
            status = e.status();
        }
        System.exit(status);
    }

    /** Opens a workspace that does its work and ends: bnd polls nothing in the background. */
    static Workspace open(Path root) throws Exception {
        Workspace.addGestalt(Constants.GESTALT_BATCH, null);
        Workspace workspace = new Workspace(root.toFile());
        new Problems(root).raise(workspace);
        return workspace;
    }

    private static Path root() {
        return Path.of(System.getProperty("bndw.root"));
    }

    private static int perform(String command, List<String> names) throws Exception {
        try (Lock _ = Lock.take(root()); Workspace workspace = open(root())) {
            Build build = command.equals("check") ? Build.onTheWay(workspace) : Build.telling(workspace);
            TestChoice choice = TestChoice.of(command.equals("test") ? names : List.of());
            List<Project> projects = build.projects(command.equals("test") ? choice.projects() : names);
            build.bundles(projects);
            return switch (command) {
                case "build" -> 0;
                case "test" -> new TestRun(workspace, build, choice).run(projects);
                case "resolve" -> new RunLists(workspace).update();
                case "check" -> new Checks(workspace).run();
                default -> throw new IllegalArgumentException(command);
            };
        }
    }

    /** Holds the lock until the program has ended: a build meanwhile would change what it loads, and what it measures. */
    private static int run(Program program, List<String> arguments) throws Exception {
        try (Lock _ = Lock.take(root()); Workspace workspace = open(root())) {
            return program.run(workspace, Build.onTheWay(workspace), arguments);
        }
    }

    /** Runs the example. Arguments are system properties for it, and a file, which comes last. */
    private static int run(List<String> arguments) throws Exception {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String argument : arguments) {
            if (argument.startsWith(PROPERTY)) {
                String[] pair = argument.substring(PROPERTY.length()).split("=", 2);
                properties.put(pair[0], pair.length < 2 ? "" : pair[1]);
            } else {
                properties.put("groundlink.file", Path.of(argument).toAbsolutePath().toString());
            }
        }
        Launch launch;
        try (Lock _ = Lock.take(root()); Workspace workspace = open(root())) {
            Project example = workspace.getProject(EXAMPLE);
            Build.onTheWay(workspace).bundles(List.of(example));
            launch = Launch.export(workspace, example, EXAMPLE);
        }
        return launch.run(properties);
    }
}
