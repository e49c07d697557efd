// SPDX-License-Identifier: Apache-2.0
package tool;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Without a version of its own a package takes its bundle's, which then says nothing about the package. */
record VersionsCheck(List<Bundle> bundles) implements Check {
    private static final String VERSION = "Lorg/osgi/annotation/versioning/Version;";

    @Override
    public String rule() {
        return "every exported package has a version of its own";
    }

    @Override
    public List<String> violations() throws Exception {
        List<String> violations = new ArrayList<>();
        for (Bundle bundle : bundles) {
            try (FileSystem jar = FileSystems.newFileSystem(bundle.file())) {
                for (String exported : bundle.exported()) {
                    if (!versioned(jar.getPath(exported.replace('.', '/'), "package-info.class"))) {
                        violations.add(bundle.name() + " exports " + exported);
                    }
                }
            }
        }
        return violations;
    }

    @Override
    public String remedy() {
        return "add @Version to its package-info.java";
    }

    private static boolean versioned(Path packageInfo) throws Exception {
        return Files.exists(packageInfo) && ClassFile.of().parse(Files.readAllBytes(packageInfo))
            .findAttribute(Attributes.runtimeInvisibleAnnotations())
            .filter(found -> found.annotations().stream().anyMatch(one -> one.className().equalsString(VERSION)))
            .isPresent();
    }
}
