// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import aQute.bnd.build.Container;
import aQute.bnd.build.Project;

/** Class paths: as bnd knows them, and as the JDK wants them. */
final class ClassPath {
    private ClassPath() {
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
}
