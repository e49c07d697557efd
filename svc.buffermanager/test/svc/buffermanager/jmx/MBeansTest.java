// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.log.Log;

class MBeansTest {

    /** Anything that JMX takes. */
    public interface ThingMXBean {
        /** {@return a number} */
        int getNumber();
    }

    private static final class Thing implements ThingMXBean {
        @Override
        public int getNumber() {
            return 1;
        }
    }

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final MBeans beans = new MBeans(server, new Log("test", () -> null));

    private Set<String> names() throws Exception {
        return server.queryNames(new ObjectName(Names.DOMAIN + ":*"), null).stream().map(ObjectName::toString)
            .collect(Collectors.toSet());
    }

    private static Object thing() throws Exception {
        return new StandardMBean(new Thing(), ThingMXBean.class, true);
    }

    @Test
    void quotesNamesOfAllocators() {
        assertEquals("svc.buffermanager:type=MemAllocator,name=\"a,b=\\*:\\\"c\\\"\"",
            Names.ofAllocator(allocator(1, "a,b=*:\"c\"")).toString());
    }

    @Test
    void namesAnAllocatorWithoutANameByItsService() {
        assertEquals("svc.buffermanager:type=MemAllocator,name=\"service-9\"", Names.ofAllocator(allocator(9, null)).toString());
    }

    @Test
    void theLaterOfTwoWithOneNameHasItsServiceInTheName() throws Exception {
        ServiceReference<MemAllocator> first = allocator(1, "a");
        ServiceReference<MemAllocator> second = allocator(2, "a");
        beans.add(first, Names.ofAllocator(first), thing());
        beans.add(second, Names.ofAllocator(second), thing());
        assertEquals(Set.of("svc.buffermanager:type=MemAllocator,name=\"a\"",
            "svc.buffermanager:type=MemAllocator,name=\"a\",service.id=2"), names());
        beans.remove(first);
        beans.update(second, Names.ofAllocator(second), thing());
        assertEquals(Set.of("svc.buffermanager:type=MemAllocator,name=\"a\",service.id=2"), names());
        beans.remove(second);
        assertEquals(Set.of(), names());
    }

    @Test
    void aNameThatSomebodyElseHasStaysHis() throws Exception {
        ServiceReference<MemAllocator> reference = allocator(1, "a");
        server.registerMBean(thing(), Names.ofAllocator(reference));
        beans.add(reference, Names.ofAllocator(reference), thing());
        beans.remove(reference);
        assertEquals(Set.of("svc.buffermanager:type=MemAllocator,name=\"a\""), names());
    }

    @Test
    void oneWhoseBothNamesAreTakenIsLeftOut() throws Exception {
        ServiceReference<MemAllocator> reference = allocator(1, "a");
        ObjectName name = Names.ofAllocator(reference);
        server.registerMBean(thing(), name);
        server.registerMBean(thing(), Names.another(name, reference));
        beans.add(reference, name, thing());
        beans.remove(reference);
        assertEquals(2, names().size());
    }

    @Test
    void isRenamedWhenItsPropertiesSaySo() throws Exception {
        ServiceReference<MemAllocator> before = allocator(1, "a");
        ServiceReference<MemAllocator> after = allocator(1, "b");
        beans.add(before, Names.ofAllocator(before), thing());
        beans.update(after, Names.ofAllocator(after), thing());
        assertEquals(Set.of("svc.buffermanager:type=MemAllocator,name=\"b\""), names());
    }

    @Test
    void whoUnregistersItDoesNoHarm() throws Exception {
        ServiceReference<MemAllocator> reference = allocator(1, "a");
        beans.add(reference, Names.ofAllocator(reference), thing());
        server.unregisterMBean(Names.ofAllocator(reference));
        beans.remove(reference);
        assertEquals(Set.of(), names());
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<MemAllocator> allocator(long id, String name) {
        Map<String, Object> properties = name == null ? Map.of(Constants.SERVICE_ID, id)
            : Map.of(Constants.SERVICE_ID, id, MemAllocator.NAME, name);
        return (ServiceReference<MemAllocator>) Proxy.newProxyInstance(MBeansTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> properties.get(arguments[0]));
    }
}
