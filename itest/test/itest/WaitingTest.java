// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.util.promise.Promise;

import fw.buffer.Buffer;
import itest.client.Patient;
import svc.buffermanager.BufferManager;

/** Bundles wait for buffers, and what they wait for changes. */
public class WaitingTest extends ContainerTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Loaders loaders = new Loaders();
    private final List<Buffer> held = new ArrayList<>();

    private ConfiguredManager managerThatHasNone() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x2"), BufferManager.DRAIN_TIMEOUT, 20L));
        for (int i = 0; i < 2; i++) {
            held.add(manager.service().allocate(64));
        }
        return manager;
    }

    @After
    public void uninstallThePatient() throws Exception {
        Bundle left = context.getBundle("itest:itest.patient");
        if (left != null) {
            left.uninstall();
            bundles.refresh(left);
        }
    }

    @Test
    public void aReturnServesThem() throws Exception {
        ConfiguredManager manager = managerThatHasNone();
        Promise<Buffer> promise = manager.service().allocateLater(64, LONG);
        assertFalse(promise.isDone());
        held.get(0).close();
        try (Buffer buffer = promise.getValue()) {
            assertTrue(buffer.isValid());
        }
        held.get(1).close();
    }

    @Test
    public void aSwapServesThem() throws Exception {
        ConfiguredManager manager = managerThatHasNone();
        Promise<Buffer> promise = manager.service().allocateLater(64, LONG);
        assertEquals("malloc", manager.snapshot().allocator);
        bundles.malloc().stop();
        try (Buffer buffer = promise.getValue()) {
            assertTrue(buffer.isValid());
        }
        assertEquals("arena", manager.snapshot().allocator);
    }

    @Test
    public void theyAreToldWhenTheManagerGoes() throws Exception {
        ConfiguredManager manager = managerThatHasNone();
        Promise<Buffer> promise = manager.service().allocateLater(64, LONG);
        manager.delete();
        assertTrue(promise.getFailure() instanceof IllegalStateException);
    }

    @Test
    public void aBundleThatStopsWhileItWaitsLeavesNothing() throws Exception {
        ConfiguredManager manager = managerThatHasNone();
        Bundle patient = ClientBundle.install(context, "itest.patient", Patient.class, "",
            "fw.buffer,org.osgi.framework,org.osgi.util.promise,svc.buffermanager");
        patient.start();
        loaders.watch(patient);
        Awaiting.that("it waits twice").until(() -> manager.snapshot().waiting == 2);
        patient.stop();
        Awaiting.that("it waits no more").until(() -> manager.snapshot().waiting == 0);
        patient.uninstall();
        bundles.refresh(patient);
        loaders.awaitCollected();
        held.forEach(Buffer::close);
        Use.ofBuffers(manager.service(), 2, 64);
    }
}
