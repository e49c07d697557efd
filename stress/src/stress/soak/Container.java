// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogReaderService;

/**
 * A framework in this JVM, with the bundles of {@code soak.bndrun}, each in its own class loader. Only the API packages are the
 * class path's, so that what is on the class path can call the services. It notes the class loaders that bundles have.
 */
public final class Container implements AutoCloseable {

    /** System property: the files of the bundles, with commas between. */
    private static final String BUNDLES = "stress.bundles";
    /** What is in the names of the bundles that have an API and nothing else, or types that are in one. */
    private static final Pattern API = Pattern.compile("\\.api$|^org\\.osgi\\.util\\.");

    private final Loaders loaders;
    private final Awaiting awaiting;
    private final Path storage;
    private final Framework framework;

    /** Starts the framework and all bundles. */
    public Container(Loaders loaders, Awaiting awaiting) throws IOException, BundleException {
        this.loaders = loaders;
        this.awaiting = awaiting;
        storage = Files.createTempDirectory("stress");
        List<String> exports = new ArrayList<>();
        List<File> deployed = new ArrayList<>();
        for (File file : bundles()) {
            if (API.matcher(header(file, Constants.BUNDLE_SYMBOLICNAME)).find()) {
                exports.add(header(file, Constants.EXPORT_PACKAGE));
            } else {
                deployed.add(file);
            }
        }
        exports.add(header(jar(ConfigurationAdmin.class), Constants.EXPORT_PACKAGE));
        exports.add(header(jar(LogReaderService.class), Constants.EXPORT_PACKAGE));
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(),
            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", exports),
            // What Felix leaves behind: handlers for URLs, which it gives to the JVM, and threads that resolve, for a minute.
            "felix.service.urlhandlers", "false", "felix.resolver.parallelism", "1"));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (File file : deployed) {
            bundles.add(context().installBundle(file.toURI().toString()));
        }
        for (Bundle bundle : bundles) {
            start(bundle);
        }
    }

    private static List<File> bundles() {
        String files = System.getProperty(BUNDLES);
        if (files == null) {
            throw new IllegalStateException("the system property " + BUNDLES + " is not set; start this by ./bndw");
        }
        return Stream.of(files.split(",")).map(File::new).toList();
    }

    private static String header(File file, String name) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            Attributes headers = jar.getManifest().getMainAttributes();
            return headers.getValue(name);
        }
    }

    private static File jar(Class<?> type) {
        try {
            return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " is from no file", e);
        }
    }

    /** {@return where bundles may put their files; it goes with the container} */
    Path folder() {
        return storage.resolve("files");
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** {@return a service, which is awaited, and held until the framework stops} */
    public <S> S service(Class<S> type) {
        awaiting.that(type.getName() + " is there", () -> context().getServiceReference(type) != null);
        ServiceReference<S> reference = context().getServiceReference(type);
        return context().getService(reference);
    }

    /** {@return the bundle of that name, or null if it is not installed} */
    public Bundle named(String symbolicName) {
        return Stream.of(context().getBundles()).filter(bundle -> symbolicName.equals(bundle.getSymbolicName())).findFirst()
            .orElse(null);
    }

    void start(Bundle bundle) throws BundleException {
        bundle.start();
        loaders.note(bundle);
    }

    /** Installs and starts a bundle. */
    Bundle add(String location, InputStream jar) throws BundleException {
        Bundle bundle = context().installBundle(location, jar);
        start(bundle);
        return bundle;
    }

    /** Updates a bundle, which is active, from the jar that it is from, and has the framework drop what was before. */
    void update(Bundle bundle) throws BundleException, IOException, InterruptedException {
        try (InputStream jar = URI.create(bundle.getLocation()).toURL().openStream()) {
            bundle.update(jar);
        }
        loaders.note(bundle);
        refresh(bundle);
        loaders.note(bundle);
    }

    /** Uninstalls a bundle, and has the framework drop all of it. */
    void remove(Bundle bundle) throws BundleException, InterruptedException {
        bundle.uninstall();
        refresh(bundle);
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(Set.of(bundle), _ -> done.countDown());
        if (!done.await(awaiting.patience().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the framework has not refreshed " + bundle);
        }
    }

    /** Stops the framework. */
    @Override
    public void close() throws BundleException, IOException {
        framework.stop();
        try {
            if (framework.waitForStop(awaiting.patience().toMillis()).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                throw new IllegalStateException("the framework has not stopped in " + awaiting.patience().toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the framework stops", e);
        }
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
