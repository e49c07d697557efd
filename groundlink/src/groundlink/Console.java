// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * The web console and the HTTP server. They are kept at a start level which the framework doesn't reach unless it is raised here
 * ({@code groundlink.bndrun}): nobody starts a server for a run that ends by itself. They read the properties that are set here
 * when they are started.
 */
final class Console {

    /** Framework or system property: the port, 0 or none for one that is free. */
    static final String PORT = "groundlink.console.port";

    private static final int START_LEVEL = 15;
    private static final int PATIENCE_SECONDS = 20;
    private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final String ENDPOINT = "osgi.http.endpoint";

    private final BundleContext context;
    private final Credentials credentials = new Credentials();
    private final Map<String, String> properties;

    /** Makes up a password, so that the console has it however it is started. */
    Console(BundleContext context) {
        this.context = context;
        String port = context.getProperty(PORT);
        properties = Map.of("felix.webconsole.username", Credentials.USER, "felix.webconsole.password", credentials.hash(),
            "felix.webconsole.realm", "fw.memory", "org.apache.felix.http.host", "127.0.0.1", "org.osgi.service.http.port",
            port == null || port.isEmpty() ? "0" : port);
        properties.forEach(System::setProperty);
    }

    /** Starts the console and prints where it is and who gets in. */
    void open() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class).setStartLevel(START_LEVEL, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
            }
        });
        String address = reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? address() : null;
        System.out.println(address == null
            ? "the web console did not start; is port " + properties.get("org.osgi.service.http.port") + " taken? Give another "
                + "with -D" + PORT + "=N"
            : "the web console: " + address + "system/console/buffers  user " + Credentials.USER + "  password "
                + credentials.password());
    }

    /** {@return the address at which the server listens, with a slash at its end; null if it doesn't} */
    private String address() {
        ServiceReference<?> runtime = context.getServiceReference(RUNTIME);
        return switch (runtime == null ? null : runtime.getProperty(ENDPOINT)) {
            case String one -> one;
            case String[] several when several.length > 0 -> several[0];
            case List<?> several when !several.isEmpty() -> String.valueOf(several.getFirst());
            case null, default -> null;
        };
    }

    /** Forgets the properties. */
    void close() {
        properties.forEach(System.getProperties()::remove);
    }
}
