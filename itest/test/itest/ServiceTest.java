// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertOneBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.ops4j.pax.exam.CoreOptions.streamBundle;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;

import fw.buffer.BufferGet;
import fw.buffer.BufferSend;
import itest.client.Echo;
import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** The manager in the service registry, and who finds it there. */
public class ServiceTest extends ContainerTest {

    private static final String CLIENT = "itest.client";
    private static final String COMPONENT = """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="itest.client">
          <implementation class="itest.client.Echo"/>
          <service><provide interface="java.util.function.UnaryOperator"/></service>
          <reference name="get" interface="fw.buffer.BufferGet" field="get"/>
          <reference name="send" interface="fw.buffer.BufferSend" field="send"/>
        </scr:component>
        """;

    @Override
    protected List<Option> more() throws Exception {
        return List.of(streamBundle(TinyBundles.bundle().symbolicName(CLIENT)
            .setHeader(Constants.IMPORT_PACKAGE, "fw.buffer;version=\"[1,2)\"")
            .setHeader("Service-Component", "OSGI-INF/echo.xml")
            .addResource("OSGI-INF/echo.xml", new ByteArrayInputStream(COMPONENT.getBytes(StandardCharsets.UTF_8)))
            .addClass(Echo.class).build(TinyBundles.rawBuilder())));
    }

    @Test
    public void isRegisteredUnderItsThreePortsWithItsConfigurationAsProperties() throws Exception {
        ServiceReference<BufferManager> reference = managers.configure(32, Map.of(BufferManager.MEMORY_ID, 49,
            BufferManager.BINS, bins("64x4"), BufferManager.ALIGNMENT, 128L, BufferManager.DRAIN_TIMEOUT, 50L,
            "colour", "green", ".secret", "hidden")).reference();
        assertEquals(Set.of(BufferManager.class.getName(), BufferGet.class.getName(), BufferSend.class.getName()),
            Set.of((String[]) reference.getProperty(Constants.OBJECTCLASS)));
        assertEquals(32, reference.getProperty(BufferManager.MANAGER_ID));
        assertEquals(49, reference.getProperty(BufferManager.MEMORY_ID));
        assertArrayEquals(bins("64x4"), (String[]) reference.getProperty(BufferManager.BINS));
        assertEquals(128L, reference.getProperty(BufferManager.ALIGNMENT));
        assertEquals(50L, reference.getProperty(BufferManager.DRAIN_TIMEOUT));
        assertEquals("green", reference.getProperty("colour"));
        assertNull(reference.getProperty(".secret"));
        for (Class<?> port : List.of(BufferGet.class, BufferSend.class)) {
            var same = context.getServiceReferences(port, "(" + BufferManager.MANAGER_ID + "=32)");
            assertSame(context.getService(reference), context.getService(same.iterator().next()));
        }
    }

    @Test
    public void numbersGivenAsStringsAreUnderstood() throws Exception {
        BufferManager manager = managers.configure(32, Map.of(BufferManager.MANAGER_ID, "32", BufferManager.MEMORY_ID, "49",
            BufferManager.BINS, "2KiBx2, 64x4", BufferManager.ALIGNMENT, "128", BufferManager.DRAIN_TIMEOUT, "50")).service();
        BufferManagerDTO snapshot = manager.snapshot();
        assertEquals(32, snapshot.managerId);
        assertEquals(49, snapshot.memoryId);
        assertEquals(128, snapshot.alignment);
        assertEquals(List.of("4 of 64", "2 of 2048"), snapshot.bins.stream().map(ServiceTest::line).toList());
        assertOneBlock(allocators.named("malloc"), 49, 4 * 128 + 2 * 2048);
    }

    private static String line(BinDTO bin) {
        return bin.count + " of " + bin.size;
    }

    @Test
    public void aComponentThatKnowsNothingButFwBufferTakesAndReturns() throws Exception {
        Bundle client = bundles.named(CLIENT);
        List<BundleWire> wires = client.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package");
        assertEquals(1, wires.size());
        assertEquals("fw.memory.api", wires.get(0).getProvider().getSymbolicName());

        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x1")));
        manager.service();
        ServiceTracker<?, UnaryOperator<byte[]>> tracker = new ServiceTracker<>(context,
            context.createFilter("(&(objectClass=" + UnaryOperator.class.getName() + ")(component.name=" + CLIENT + "))"), null);
        tracker.open();
        Awaiting.that("the client's component has its ports").until(() -> tracker.getService() != null);
        byte[] text = "through a buffer and back".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(text, tracker.getService().apply(text));
        }
        assertEquals(1, manager.snapshot().hiBuffs);
        assertEquals(0, manager.snapshot().currBuffs);
        assertEquals(0, manager.snapshot().noBuffs);

        manager.delete();
        manager.awaitOutOfService();
        Awaiting.that("the client's component has gone with the manager").until(() -> tracker.getService() == null);
        tracker.close();
        assertEquals(Bundle.ACTIVE, client.getState());
    }
}
