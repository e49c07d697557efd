// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;
import svc.comms.ComDataIn;

/**
 * A framework in this JVM, with the bundles of {@code container.bndrun}, each in its own class loader. Only the API packages
 * are the class path's, so that what is on the class path can call the service.
 */
public final class Container implements AutoCloseable {

    /** System property: the files of the bundles, with commas between. */
    private static final String BUNDLES = "bench.bundles";
    private static final long TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private final Path storage;
    private final Framework framework;
    private final ConfigurationAdmin configurations;
    private BufferManager manager;

    /** Starts the framework and all bundles. */
    public Container() {
        try {
            storage = Files.createTempDirectory("bench");
            List<File> exporters = Stream.of(Buffer.class, BufferManager.class, ComDataIn.class, ConfigurationAdmin.class,
                LogReaderService.class).map(Container::jar).toList();
            framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exports(exporters)));
            framework.start();
            List<Bundle> bundles = new ArrayList<>();
            for (File file : bundles()) {
                if (!exporters.contains(file)) {
                    bundles.add(framework.getBundleContext().installBundle(file.toURI().toString()));
                }
            }
            for (Bundle bundle : bundles) {
                bundle.start();
            }
            configurations = service(ConfigurationAdmin.class);
        } catch (BundleException e) {
            throw new IllegalStateException("the framework or a bundle does not start", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<File> bundles() {
        String files = System.getProperty(BUNDLES);
        if (files == null) {
            throw new IllegalStateException("the system property " + BUNDLES + " is not set; start this by ./bndw");
        }
        return Stream.of(files.split(",")).map(File::new).toList();
    }

    private static File jar(Class<?> type) {
        try {
            return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " is from no file", e);
        }
    }

    private static String exports(List<File> jars) throws IOException {
        List<String> exports = new ArrayList<>();
        for (File file : jars) {
            try (JarFile jar = new JarFile(file)) {
                exports.add(jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE));
            }
        }
        return String.join(",", exports);
    }

    /**
     * Configures the manager with these bins and the defaults for all else.
     *
     * @return its service
     */
    public BufferManager configure(List<Bin> bins) {
        return configure(bins, Map.of());
    }

    /**
     * Configures the manager. The first time, this waits for it; later, what follows from it happens later.
     *
     * @param properties all but the bins, by their names; what is not in it has its default
     * @return its service
     */
    public BufferManager configure(List<Bin> bins, Map<String, ?> properties) {
        Dictionary<String, Object> all = new Hashtable<>(properties);
        all.put(BufferManager.BINS, bins.stream().map(Bin::toString).toArray(String[]::new));
        configure(BufferManager.PID, "bench", all);
        if (manager == null) {
            manager = service(BufferManager.class);
        }
        return manager;
    }

    /**
     * Sets a factory configuration, which is made if it isn't there. What follows from it happens later, on a thread of
     * Configuration Admin.
     *
     * @param name tells it from others of that PID
     */
    public void configure(String factoryPid, String name, Dictionary<String, ?> properties) {
        try {
            configuration(factoryPid, name).update(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a factory configuration. What follows from it happens later, on a thread of Configuration Admin. */
    public void delete(String factoryPid, String name) {
        try {
            configuration(factoryPid, name).delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Configuration configuration(String factoryPid, String name) throws IOException {
        return configurations.getFactoryConfiguration(factoryPid, name, "?");
    }

    /** Registers a service, until the framework stops. */
    public <S> void register(Class<S> type, S service, Map<String, ?> properties) {
        framework.getBundleContext().registerService(type, service, new Hashtable<>(properties));
    }

    private <S> S service(Class<S> type) {
        return service(type, "(" + Constants.OBJECTCLASS + "=*)");
    }

    /** {@return a service that matches the filter, when it has come; it is held until the framework stops} */
    public <S> S service(Class<S> type, String filter) {
        try {
            ServiceTracker<S, S> tracker = new ServiceTracker<>(framework.getBundleContext(), FrameworkUtil.createFilter(
                "(&(" + Constants.OBJECTCLASS + "=" + type.getName() + ")" + filter + ")"), null);
            // All of them: of a component's service, which a factory makes, the framework can't see that the class is the
            // class path's.
            tracker.open(true);
            S service = tracker.waitForService(TIMEOUT_MILLIS);
            if (service == null) {
                throw new IllegalStateException("no service " + type.getName() + " " + filter + " came in " + TIMEOUT_MILLIS
                    + " ms; the log says:" + log());
            }
            return service;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + type.getName(), e);
        }
    }

    private String log() {
        BundleContext context = framework.getBundleContext();
        ServiceReference<LogReaderService> reader = context.getServiceReference(LogReaderService.class);
        if (reader == null) {
            return " nothing, there is none";
        }
        return Collections.list(context.getService(reader).getLog()).stream()
            .filter(entry -> LogLevel.WARN.implies(entry.getLogLevel()))
            .map(entry -> "\n  " + entry.getLogLevel() + " " + entry.getMessage()).collect(Collectors.joining());
    }

    /** Stops the framework; all memory goes back. */
    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(TIMEOUT_MILLIS);
            try (Stream<Path> files = Files.walk(storage)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (BundleException e) {
            throw new IllegalStateException("the framework does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
