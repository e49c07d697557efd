// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertOneBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.log.LoggerFactory;

import svc.buffermanager.BufferManager;

/** The log service goes and comes: nobody's memory depends on it. */
public class LogServiceTest extends ContainerTest {

    private static final List<String> NAMES = List.of("malloc", "arena", "mmap");

    @Test
    public void aRestartOfTheLogServiceDisturbsNobodyAndTheNewOneIsWrittenTo() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x1")));
        long service = manager.serviceId();
        List<Object> allocatorServices = allocatorServices();
        Bundle logBundle = bundles.named("org.apache.felix.log");

        logBundle.stop();
        assertEquals(null, context.getServiceReference(LoggerFactory.class));
        assertUndisturbed(manager, service, allocatorServices);
        logBundle.start();
        Awaiting.that("the log service is there").until(() -> context.getServiceReference(LoggerFactory.class) != null);
        assertUndisturbed(manager, service, allocatorServices);

        manager.service().allocate(100_000);
        assertEquals(1, log.with("WARN manager 32: NoBuffsAvailable: no buffer of 100000 bytes").size());
    }

    private void assertUndisturbed(ConfiguredManager manager, long service, List<Object> allocatorServices) {
        assertEquals(service, manager.serviceId());
        assertEquals(allocatorServices, allocatorServices());
        assertEquals(0, manager.snapshot().swaps);
        assertOneBlock(allocators.named("malloc"), 32, 64);
        Use.ofBuffers(manager.service(), 1, 64);
    }

    private List<Object> allocatorServices() {
        List<Object> ids = new ArrayList<>();
        for (String name : NAMES) {
            ids.add(allocators.reference(name).getProperty(Constants.SERVICE_ID));
        }
        return ids;
    }
}
