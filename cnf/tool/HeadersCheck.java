// SPDX-License-Identifier: Apache-2.0
package tool;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.osgi.framework.Constants;

/** A bundle says what it is, under which licence, and where to read on; the licence and the documentation are in it. */
record HeadersCheck(List<Bundle> bundles) implements Check {
    private static final List<String> HEADERS = List.of("Bundle-License", Constants.BUNDLE_DESCRIPTION, Constants.BUNDLE_VENDOR,
        Constants.BUNDLE_DOCURL);
    private static final String LICENCE = "META-INF/LICENSE";

    @Override
    public String rule() {
        return "every bundle has its licence, description, vendor and documentation";
    }

    @Override
    public List<String> violations() throws Exception {
        List<String> violations = new ArrayList<>();
        for (Bundle bundle : bundles) {
            for (String header : HEADERS) {
                String value = bundle.manifest().get(header);
                if (value == null || value.isBlank()) {
                    violations.add(bundle.name() + " has no " + header);
                }
            }
            try (FileSystem jar = FileSystems.newFileSystem(bundle.file())) {
                for (String path : new TreeSet<>(List.of(LICENCE, bundle.manifest().get(Constants.BUNDLE_DOCURL, LICENCE)))) {
                    if (!Files.isRegularFile(jar.getPath(path))) {
                        violations.add(bundle.name() + " does not contain " + path);
                    }
                }
            }
        }
        return violations;
    }

    @Override
    public String remedy() {
        return "give the header in the bundle's .bnd file, or in cnf/build.bnd for all";
    }
}
