// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;

import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;

import fw.buffer.Buffer;
import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** What a JMX client sees of managers and allocators, and can do. */
public class JmxTest extends ContainerTest {

    private static final String FACE = "svc.buffermanager.jmx";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private ConfiguredManager manager;

    /** Called by Pax Exam, outside the container. */
    @Override
    @Configuration
    public Option[] container() {
        return MonitoringSite.options().toArray(Option[]::new);
    }

    @Before
    public void configure() throws Exception {
        manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x8", "2KiBx4")));
        manager.service();
        await(manager(32));
    }

    private static ObjectName manager(int id) throws Exception {
        return new ObjectName("svc.buffermanager:type=BufferManager,id=" + id);
    }

    private void await(ObjectName name) {
        Awaiting.that(name + " is registered").until(() -> server.isRegistered(name));
    }

    private Set<String> names() throws Exception {
        return server.queryNames(new ObjectName("svc.buffermanager:*"), null).stream().map(ObjectName::getCanonicalName)
            .collect(Collectors.toSet());
    }

    @Test
    public void figuresAreTheServices() throws Exception {
        Buffer[] taken = Stream.generate(() -> manager.service().allocate(64)).limit(5).toArray(Buffer[]::new);
        manager.service().allocate(100_000);
        BufferManagerDTO service = manager.snapshot();
        Map<String, Object> seen = server.getAttributes(manager(32), new String[] {"TotalBuffers", "LentBuffers", "NoBuffers",
            "HighWaterBuffers", "PoolBytes", "Allocator", "Bins"}).asList().stream()
            .collect(Collectors.toMap(each -> each.getName(), each -> each.getValue()));
        assertEquals(12L, seen.get("TotalBuffers"));
        assertEquals(5L, seen.get("LentBuffers"));
        assertEquals(1L, seen.get("NoBuffers"));
        assertEquals(service.hiBuffs, seen.get("HighWaterBuffers"));
        assertEquals(service.poolBytes, seen.get("PoolBytes"));
        assertEquals("malloc", seen.get("Allocator"));
        CompositeData[] shown = (CompositeData[]) seen.get("Bins");
        assertEquals(2, shown.length);
        for (int i = 0; i < shown.length; i++) {
            BinDTO bin = service.bins.get(i);
            assertEquals(bin.size, shown[i].get("sizeBytes"));
            assertEquals(bin.count, shown[i].get("buffers"));
            assertEquals(bin.used, shown[i].get("lent"));
            assertEquals(bin.highWater, shown[i].get("highWater"));
        }
        CompositeData[] holders = (CompositeData[]) server.getAttribute(manager(32), "Holders");
        assertTrue(Stream.of(holders).anyMatch(holder -> holder.get("buffers").equals(5L) && holder.get("bytes").equals(320L)));
        Stream.of(taken).forEach(Buffer::close);
    }

    @Test
    public void attributesHaveDescriptionsWithUnits() throws Exception {
        Map<String, String> descriptions = Stream.of(server.getMBeanInfo(manager(32)).getAttributes())
            .collect(Collectors.toMap(MBeanAttributeInfo::getName, MBeanAttributeInfo::getDescription));
        assertEquals("Memory of the pool, in bytes, room between buffers included", descriptions.get("PoolBytes"));
        assertEquals("Whether buffers are guarded against who writes where he must not", descriptions.get("Guarded"));
    }

    @Test
    public void operationsAct() throws Exception {
        Use.ofBuffers(manager.service(), 8, 64);
        CompositeData audit = (CompositeData) server.invoke(manager(32), "audit", null, null);
        assertEquals(true, audit.get("sound"));
        assertEquals(12L, audit.get("buffers"));
        assertTrue(manager.snapshot().hiBuffs >= 8);
        server.invoke(manager(32), "clearHighWater", null, null);
        assertEquals(0, manager.snapshot().hiBuffs);
        server.invoke(manager(32), "track", new Object[] {2}, new String[] {"int"});
        assertEquals(2, manager.snapshot().tracking);
        assertEquals(2, server.getAttribute(manager(32), "Tracking"));
        assertThrows(RuntimeMBeanException.class, () -> server.invoke(manager(32), "track", new Object[] {-1}, new String[] {"int"}));
        server.invoke(manager(32), "clearThrottles", null, null);
    }

    @Test
    public void allocatorsAreSeenWithWhatTheyHaveOutstanding() throws Exception {
        ObjectName malloc = new ObjectName("svc.buffermanager:type=MemAllocator,name=\"malloc\"");
        assertEquals(100, server.getAttribute(malloc, "Ranking"));
        assertEquals(List.of("SYSTEM", "MALLOC"), List.of((String[]) server.getAttribute(malloc, "Types")));
        assertEquals(1L, server.getAttribute(malloc, "Blocks"));
        CompositeData[] identifiers = (CompositeData[]) server.getAttribute(malloc, "Identifiers");
        assertEquals(32, identifiers[0].get("identifier"));
        assertEquals(manager.snapshot().poolBytes, identifiers[0].get("bytes"));
    }

    @Test
    public void aSecondManagerWithTheSameIdIsNamedByItsServiceAndLogged() throws Exception {
        ConfiguredManager second = new ConfiguredManager(context, configurations, "second",
            Map.of(BufferManager.MANAGER_ID, 32, BufferManager.MEMORY_ID, 33, BufferManager.BINS, bins("64x1")));
        ObjectName name = new ObjectName(manager(32) + ",service.id=" + second.serviceId());
        await(name);
        assertEquals(1L, server.getAttribute(name, "TotalBuffers"));
        assertEquals(12L, server.getAttribute(manager(32), "TotalBuffers"));
        assertEquals(1, log.with("MBean " + manager(32) + " is there already").size());
        second.delete();
        Awaiting.that("its MBean has gone").until(() -> !server.isRegistered(name));
        assertTrue(server.isRegistered(manager(32)));
    }

    @Test
    public void anotherManagerIdIsAnotherName() throws Exception {
        manager.change(Map.of(BufferManager.MANAGER_ID, 40));
        await(manager(40));
        Awaiting.that("the old name has gone").until(() -> !server.isRegistered(manager(32)));
        assertEquals(40, server.getAttribute(manager(40), "ManagerId"));
    }

    @Test
    public void nothingIsLeftWhenItHasStopped() throws Exception {
        Restarts.leaveNothing(context, bundles, FACE, () -> {
            await(manager(32));
            server.getAttributes(manager(32), new String[] {"Bins", "Holders", "MisusesByKind"});
            return server.invoke(manager(32), "audit", null, null);
        });
        assertEquals(Set.of(), names());
        Use.ofBuffers(manager.service(), 8, 64);
        assertFalse(server.isRegistered(manager(32)));
    }
}
