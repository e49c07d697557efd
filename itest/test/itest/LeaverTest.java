// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import javax.management.ObjectName;

import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

import itest.client.Leaver;

/** A bundle that does leave something: what the other tests look at shows just that, so they would fail. */
public class LeaverTest extends ContainerTest {

    @Test
    public void aThreadIsSeen() throws Exception {
        isSeen("thread", "thread left", true);
    }

    @Test
    public void aVirtualThreadIsSeen() throws Exception {
        isSeen("virtual thread", "virtual thread left", true);
    }

    @Test
    public void anMBeanIsSeen() throws Exception {
        isSeen("MBean", "MBean itest:type=Left", true);
    }

    @Test
    public void aServiceIsSeen() throws Exception {
        isSeen("service", "service [java.lang.Runnable] of org.apache.felix.framework", true);
    }

    @Test
    public void aFileIsSeen() throws Exception {
        isSeen("file", "file " + Path.of(System.getProperty("java.io.tmpdir"), "left"), false);
    }

    @Test
    public void anObjectThatKeepsItsClassLoaderIsSeen() throws Exception {
        isSeen("object", null, true);
    }

    /** Such a bundle comes and goes; then what it left is undone by hand, and all is well. */
    private void isSeen(String what, String line, boolean keepsLoader) throws Exception {
        Leftovers leftovers = new Leftovers(context);
        Loaders loaders = new Loaders();
        Bundle leaver = ClientBundle.install(context, "itest.leaver", Leaver.class, what, "javax.management,org.osgi.framework");
        leaver.start();
        loaders.watch(leaver);
        leaver.uninstall();
        bundles.refresh(leaver);
        assertEquals(line == null ? List.of() : List.of(line), leftovers.left());
        assertEquals(keepsLoader ? List.of("itest.leaver (1)") : List.of(), loaders.left());

        undo(System.getProperties().remove(Leaver.LEFT));
        leftovers.awaitNone();
        loaders.awaitCollected();
    }

    private static void undo(Object left) throws Exception {
        switch (left) {
            case CountDownLatch end -> end.countDown();
            case ObjectName name -> ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            case ServiceRegistration<?> registration -> registration.unregister();
            case Path file -> Files.delete(file);
            default -> assertEquals(Leaver.class.getName(), left.getClass().getName());
        }
    }
}
