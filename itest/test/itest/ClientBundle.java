// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Bundles of one class each, which a test makes inside the container. */
final class ClientBundle {

    private ClientBundle() {
    }

    /**
     * Installs a bundle that has this activator, which has no nested classes, and imports these packages.
     *
     * @param argument its header {@code Argument}
     * @return the bundle, not started
     */
    static Bundle install(BundleContext context, String symbolicName, Class<? extends BundleActivator> activator, String argument,
        String imports) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        headers.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        headers.putValue(Constants.IMPORT_PACKAGE, imports);
        headers.putValue("Argument", argument);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String file = activator.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
            InputStream content = activator.getClassLoader().getResourceAsStream(file)) {
            jar.putNextEntry(new JarEntry(file));
            content.transferTo(jar);
        }
        return context.installBundle("itest:" + symbolicName, new ByteArrayInputStream(bytes.toByteArray()));
    }
}
