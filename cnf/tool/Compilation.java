// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import aQute.bnd.build.Project;
import aQute.bnd.header.Parameters;

/** One run of javac: some source folders of a project into one folder of classes. Nothing is done where nothing has changed. */
final class Compilation {
    private final Path root;
    private final Project project;
    private final List<Path> sources = new ArrayList<>();
    private final Path output;
    private final List<Path> classpath;

    Compilation(Path root, Project project, List<Path> folders, Path output, List<Path> classpath) throws IOException {
        this.root = root;
        this.project = project;
        this.output = output;
        this.classpath = classpath;
        for (Path folder : folders) {
            sources.addAll(Folder.files(folder, ".java"));
        }
    }

    /** @return the number of files compiled, 0 where the classes were up to date */
    int run() throws Exception {
        List<String> options = options();
        Path file = project.getTarget().toPath().resolve(output.getFileName() + ".stamp");
        Stamp stamp = new Stamp(file, options, sources, classpath, output);
        if (stamp.holds()) {
            return 0;
        }
        Folder.empty(output);
        if (!sources.isEmpty()) {
            javac(options);
        }
        stamp.set();
        return sources.size();
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of("-g", "-encoding", project.getProperty("javac.encoding"),
            "--release", project.getProperty("javac.target")));
        options.addAll(new Parameters(project.getProperty("java.options"), project).keyList());
        return options;
    }

    private void javac(List<String> options) throws Exception {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-d", output.toString(), "-classpath", ClassPath.joined(classpath)));
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT, null)) {
            compiled = compiler.getTask(null, files, said, arguments, null, files.getJavaFileObjectsFromPaths(sources)).call();
        }
        if (!compiled || !said.getDiagnostics().isEmpty()) {
            throw new Failure(report(said.getDiagnostics()));
        }
    }

    /** As javac itself prints it, but with paths from the root of the workspace. */
    private String report(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics) {
            text.append(diagnostic.toString().replace(root + "/", "")).append('\n');
        }
        return text.append(project.getName()).append(": javac failed").toString();
    }
}
