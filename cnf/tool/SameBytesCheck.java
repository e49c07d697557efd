// SPDX-License-Identifier: Apache-2.0
package tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import aQute.bnd.build.Workspace;

/** Bundles do not depend on when, where or in which steps they were built: a copy of the sources gives the same. */
record SameBytesCheck(Workspace workspace, List<Bundle> bundles) implements Check {
    @Override
    public String rule() {
        return "a second build, from scratch and in another folder, gives the same bytes";
    }

    @Override
    public List<String> violations() throws Exception {
        Path copy = Files.createTempDirectory("bndw check");
        try {
            Path root = workspace.getBase().toPath();
            for (Path file : new Tree(root).files("")) {
                Path target = copy.resolve(root.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
            return compare(build(copy));
        } finally {
            Folder.remove(copy);
        }
    }

    @Override
    public String remedy() {
        return "run ./bndw clean and try again; where that helps, the build has missed a change, "
            + "else something of the place or the time is in the bundle";
    }

    private static Map<String, Path> build(Path root) throws Exception {
        Map<String, Path> files = new HashMap<>();
        try (Workspace again = Bndw.open(root)) {
            Build build = Build.silent(again);
            build.bundles(build.projects(List.of()));
            for (Bundle bundle : Bundle.all(again)) {
                files.put(bundle.name(), bundle.file());
            }
        }
        return files;
    }

    private List<String> compare(Map<String, Path> others) throws Exception {
        List<String> violations = new ArrayList<>();
        for (Bundle bundle : bundles) {
            Path other = others.get(bundle.name());
            if (other == null || Files.mismatch(bundle.file(), other) >= 0) {
                violations.add(bundle.name() + (other == null ? " is not built" : " differs"));
            }
        }
        return violations;
    }
}
