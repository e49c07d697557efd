// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComDataIn;
import svc.comms.FrameContext;
import testkit.LogLines;

class RouterTest {

    @TempDir
    private Path storage;

    private final LogLines log = new LogLines();
    private final RealPool pool = new RealPool("64x1");
    private final Buffer packet = pool.allocate(64);
    private final Port sender = new Port();
    private final Port commands = new Port();
    private final Port files = new Port();
    private Framework framework;
    private BundleContext context;
    private RouterComponent router;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        context = framework.getBundleContext();
        register(commands, "commands", 0);
    }

    @AfterEach
    void stop() throws Exception {
        if (router != null) {
            router.deactivate();
        }
        framework.stop();
        framework.waitForStop(0);
        pool.close();
    }

    private ServiceRegistration<?> register(ComDataIn port, String name, int ranking) {
        return context.registerService(ComDataIn.class, port,
            FrameworkUtil.asDictionary(Map.of(ComDataIn.PORT_NAME, name, Constants.SERVICE_RANKING, ranking)));
    }

    private void router(String... routes) {
        router = new RouterComponent(context, "r", routes);
        router.loggerFactory = log.factory();
    }

    private void send(int apid) {
        router.dataIn(packet, FrameContext.NONE.withApid(apid), sender);
    }

    @Test
    void sendsEachPacketWhereItsDescriptorSays() {
        register(files, "files", 0);
        router("command=(port.name=commands)", "file = (port.name=files)");
        send(3);
        assertEquals(List.of(packet), files.given);
        send(0);
        assertEquals(List.of(packet), commands.given);
        assertEquals(FrameContext.NONE.withApid(0), commands.contexts.getFirst());
        assertEquals("1 1", router.snapshot().routes.get(0).packets + " " + router.snapshot().routes.get(1).packets);
    }

    @Test
    void thePacketReturnsToItsSenderItself() {
        router("command=(port.name=commands)");
        send(0);
        assertSame(sender, commands.senders.getFirst());
    }

    @Test
    void aPacketWithoutARouteGoesBack() {
        router("command=(port.name=commands)");
        send(7);
        assertEquals(List.of(packet), sender.returned);
        assertEquals(1, router.snapshot().unknownPackets);
        assertEquals(List.of("WARN router r: UnknownPacket: there is no route for a packet of 64 bytes with descriptor 7"),
            log.lines);
    }

    @Test
    void theStarIsForAllOthers() {
        register(files, "rest", 0);
        router("*=(port.name=rest)", "command=(port.name=commands)");
        send(0);
        send(255);
        send(2047);
        assertEquals(1, commands.given.size());
        assertEquals(2, files.given.size());
    }

    @Test
    void receiversComeAndGo() {
        router("file=(port.name=files)");
        send(3);
        assertEquals(1, sender.returned.size());
        assertEquals(1, router.snapshot().noOutput);
        assertFalse(router.snapshot().routes.getFirst().connected);
        ServiceRegistration<?> registration = register(files, "files", 0);
        send(3);
        assertEquals(1, files.given.size());
        assertTrue(router.snapshot().routes.getFirst().connected);
        registration.unregister();
        send(3);
        assertEquals(2, sender.returned.size());
    }

    @Test
    void theReceiverWithTheHighestRankingIsTaken() {
        register(files, "commands", 5);
        router("command=(port.name=commands)");
        send(0);
        assertEquals(1, files.given.size());
        Port best = new Port();
        register(best, "commands", 6);
        send(0);
        assertEquals(1, best.given.size());
    }

    @Test
    void afterDeactivationAPacketGoesBack() {
        router("command=(port.name=commands)");
        router.deactivate();
        send(0);
        assertEquals(List.of(packet), sender.returned);
    }

    @Test
    void clearedThrottlesLetEventsThroughAgain() {
        router();
        for (int i = 0; i < 20; i++) {
            send(0);
        }
        assertEquals(10, log.lines.size());
        router.clearThrottles();
        send(0);
        assertEquals(11, log.lines.size());
        assertEquals(21, router.snapshot().unknownPackets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file", "fish=(a=b)", "-1=(a=b)", "2048=(a=b)", "file=", "file=port", "file=(a=b", "=(a=b)",
        "99999999999=(a=b)"})
    void refusesARouteThatItCannotRead(String route) {
        String message = assertThrows(IllegalArgumentException.class, () -> router(route)).getMessage();
        assertTrue(message.startsWith("route '" + route + "': ") && message.contains("KIND=FILTER"), message);
    }

    @Test
    void refusesTwoRoutesForTheSamePackets() {
        String message = assertThrows(IllegalArgumentException.class, () -> router("file=(a=b)", "3=(a=c)")).getMessage();
        assertTrue(message.startsWith("route '3=(a=c)': there is another route"), message);
    }
}
