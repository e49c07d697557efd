// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.osgi.service.resolver.ResolutionException;

import aQute.bnd.build.Project;
import aQute.bnd.build.Workspace;
import aQute.bnd.build.model.clauses.VersionedClause;
import biz.aQute.resolve.Bndrun;
import biz.aQute.resolve.ResolveProcess;
import biz.aQute.resolve.RunResolution;

/** The run lists: what the resolver makes of the requirements in the .bndrun files. */
final class RunLists {
    private final Workspace workspace;
    private final Path root;

    RunLists(Workspace workspace) {
        this.workspace = workspace;
        this.root = workspace.getBase().toPath();
    }

    /**
     * Writes the lists that changed into their files.
     *
     * @return the exit status, 0
     */
    int update() throws Exception {
        for (File file : files()) {
            String change = resolve(file, true);
            System.out.println(name(file) + ": " + (change.isEmpty() ? "unchanged" : change));
        }
        return 0;
    }

    /** @return a line for each list that would change */
    List<String> changes() throws Exception {
        List<String> changes = new ArrayList<>();
        for (File file : files()) {
            String change = resolve(file, false);
            if (!change.isEmpty()) {
                changes.add(name(file) + ": " + change);
            }
        }
        return changes;
    }

    private String name(File file) {
        return root.relativize(file.toPath()).toString();
    }

    private List<File> files() throws Exception {
        List<File> files = new ArrayList<>();
        for (Project project : workspace.getBuildOrder()) {
            files.addAll(Arrays.asList(project.getBase().listFiles((folder, name) -> name.endsWith(".bndrun"))));
        }
        files.sort(null);
        return files;
    }

    /** @return what changes in the list, empty where nothing does */
    private String resolve(File file, boolean write) throws Exception {
        try (Bndrun run = Bndrun.createBndrun(workspace, file)) {
            RunResolution resolution = RunResolution.resolve(run, run, null);
            if (resolution.exception instanceof ResolutionException e) {
                throw new Failure(name(file) + " does not resolve:\n" + ResolveProcess.format(e, false).strip());
            }
            Set<String> before = names(run);
            boolean changed = run.update(resolution, false, write);
            new Problems(root).raise(run);
            return changed ? difference(before, names(run)) : "";
        }
    }

    private static Set<String> names(Bndrun run) {
        List<VersionedClause> clauses = run.getModel().getRunBundles();
        return clauses == null ? Set.of()
            : clauses.stream().map(VersionedClause::toString).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String difference(Set<String> before, Set<String> after) {
        List<String> parts = new ArrayList<>();
        before.stream().filter(bundle -> !after.contains(bundle)).forEach(bundle -> parts.add("- " + bundle));
        after.stream().filter(bundle -> !before.contains(bundle)).forEach(bundle -> parts.add("+ " + bundle));
        return parts.isEmpty() ? "another order" : String.join(" ", parts);
    }
}
