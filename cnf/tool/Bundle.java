// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import aQute.bnd.build.Project;
import aQute.bnd.build.Workspace;
import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.Jar;

/**
 * A bundle that the workspace made.
 *
 * @param file the jar
 * @param manifest its headers
 * @param packages all packages in it
 */
record Bundle(Path file, Domain manifest, Set<String> packages) {
    static List<Bundle> all(Workspace workspace) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Project project : workspace.getBuildOrder()) {
            File[] files = project.getBuildFiles(false);
            for (File file : files == null ? new File[0] : files) {
                try (Jar jar = new Jar(file)) {
                    bundles.add(new Bundle(file.toPath(), Domain.domain(jar.getManifest()), Set.copyOf(jar.getPackages())));
                }
            }
        }
        return bundles;
    }

    String name() {
        return manifest.getBundleSymbolicName().getKey();
    }

    Set<String> imported() {
        return manifest.getImportPackage().keySet();
    }

    Set<String> exported() {
        return manifest.getExportPackage().keySet();
    }
}
