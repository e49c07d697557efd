// SPDX-License-Identifier: Apache-2.0
package tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.framework.Constants;

import aQute.bnd.build.Workspace;
import aQute.lib.utf8properties.UTF8Properties;

/** What a bundle needs and offers is said once, by annotations in its sources. */
record AnnotationsCheck(Workspace workspace) implements Check {
    private static final Set<String> GENERATED = Stream.of(Constants.REQUIRE_CAPABILITY, Constants.PROVIDE_CAPABILITY,
        Constants.IMPORT_PACKAGE, Constants.EXPORT_PACKAGE, Constants.DYNAMICIMPORT_PACKAGE, Constants.REQUIRE_BUNDLE,
        "Service-Component").map(String::toLowerCase).collect(Collectors.toSet());

    @Override
    public String rule() {
        return "imports, exports, requirements and capabilities are generated";
    }

    @Override
    public List<String> violations() throws Exception {
        Path root = workspace.getBase().toPath();
        List<String> violations = new ArrayList<>();
        for (Path file : new Tree(root).files(".bnd")) {
            UTF8Properties properties = new UTF8Properties();
            properties.load(file.toFile(), null);
            for (String key : new TreeSet<>(properties.stringPropertyNames())) {
                // bnd merges "Import-Package.anything" into "Import-Package"
                if (GENERATED.contains(key.toLowerCase().replaceFirst("\\..*", ""))) {
                    violations.add(root.relativize(file) + ": " + key);
                }
            }
        }
        return violations;
    }

    @Override
    public String remedy() {
        return "use the OSGi annotations (@Export, @Requirement, @Capability, @Component)";
    }
}
