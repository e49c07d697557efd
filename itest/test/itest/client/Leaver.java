// SPDX-License-Identifier: Apache-2.0
package itest.client;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import javax.management.ObjectName;
import javax.management.StandardMBean;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Leaves, when it is stopped, what its header {@code Argument} names. What is to be undone by somebody else stands in the system
 * properties, under {@link #LEFT}.
 */
public final class Leaver implements BundleActivator {

    /** The key of what is left. */
    public static final String LEFT = "itest.left";

    @Override
    public void start(BundleContext context) throws Exception {
        String what = context.getBundle().getHeaders().get("Argument");
        Object left = switch (what) {
            case "thread" -> waiting(Thread.ofPlatform().name("left"));
            case "virtual thread" -> waiting(Thread.ofVirtual().name("left"));
            case "MBean" -> {
                ObjectName name = new ObjectName("itest:type=Left");
                yield ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new StandardMBean(() -> "left", Supplier.class), name).getObjectName();
            }
            case "service" -> context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext()
                .registerService(Runnable.class, () -> { }, null);
            case "file" -> Files.createFile(Path.of(System.getProperty("java.io.tmpdir"), "left"));
            case "object" -> this;
            default -> throw new IllegalArgumentException(what);
        };
        System.getProperties().put(LEFT, left);
    }

    private static CountDownLatch waiting(Thread.Builder builder) {
        CountDownLatch end = new CountDownLatch(1);
        builder.start(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                // This ends it as well.
            }
        });
        return end;
    }

    @Override
    public void stop(BundleContext context) {
        // What it leaves, it leaves here.
    }
}
