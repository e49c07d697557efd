// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework without any bundle but the system's, which sees the classes of this test. */
public final class Felix {

    private final Framework framework;

    /** Starts it. */
    public Felix(Path storage) throws BundleException {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    /** {@return the system bundle's context} */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** {@return another bundle, empty and started} */
    public Bundle bundle(String name) throws BundleException, IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        Bundle bundle = context().installBundle("test:" + name, new ByteArrayInputStream(jar.toByteArray()));
        bundle.start();
        return bundle;
    }

    /** Stops it. */
    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
    }
}
