// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import aQute.bnd.build.Container;
import aQute.bnd.build.Project;

/** Files and class paths, as bnd knows them and as the JDK wants them. */
final class Paths {
    private Paths() {
    }

    /** The files that bnd's containers stand for. */
    static List<Path> of(Collection<Container> containers) throws Exception {
        List<Path> files = new ArrayList<>();
        for (Container container : Container.flatten(containers)) {
            if (container.getError() != null) {
                throw new Failure(container.getProject() + ": " + container.getError());
            }
            files.add(container.getFile().toPath());
        }
        return files;
    }

    /** What the tests of a project see, but for the tests themselves. */
    static List<Path> underTest(Project project) throws Exception {
        Set<Path> files = new LinkedHashSet<>();
        files.add(project.getOutput().toPath());
        files.addAll(of(project.getBuildpath()));
        files.addAll(of(project.getTestpath()));
        return List.copyOf(files);
    }

    static String joined(Collection<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The files under a folder whose names end so, sorted; none where there is no such folder. */
    static List<Path> under(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file)).sorted().toList();
        }
    }

    /** Removes what is in a folder, and makes the folder where it is missing. */
    static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }
}
