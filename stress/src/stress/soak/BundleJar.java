// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/** Bundles that are made here, of one class each. */
final class BundleJar {

    private static final String IMPORTS = "org.osgi.framework, org.osgi.util.promise, fw.buffer, fw.memory, svc.buffermanager";

    private BundleJar() {
    }

    /** {@return the jar of a bundle with this name, which has nothing in it but its activator} */
    static InputStream of(String symbolicName, Class<? extends BundleActivator> activator) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        headers.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        headers.putValue(Constants.IMPORT_PACKAGE, IMPORTS);
        String path = activator.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
            InputStream type = activator.getClassLoader().getResourceAsStream(path)) {
            jar.putNextEntry(new JarEntry(path));
            type.transferTo(jar);
            jar.closeEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
