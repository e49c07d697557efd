// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.log.LoggerFactory;

import svc.comms.parts.WholeSlot;
import testkit.Fuzzing;
import testkit.LogLines;
import testkit.Mutator;
import testkit.OddConfiguration;

/** Frames and configurations as nobody should send them. */
class FuzzTest {

    private static final List<String> ROUTES = List.of("file=(port.name=uplink)", "*=(a=b)", "2047=(&(a=b)(!(c=*)))",
        "command=(x=y)", "idle = (x~=1)", "-1=(a=b)", "2048=(a=b)", "telemetry=", "=(a=b)");

    private static DeframerFuzz deframer(Mutator mutator) {
        LoggerFactory log = new LogLines().factory();
        return new DeframerFuzz(mutator, output -> {
            DeframerComponent deframer = new DeframerComponent("d", true);
            deframer.output = output;
            deframer.loggerFactory = log;
            return deframer;
        });
    }

    @Test
    void aDeframerDoesWhatTheFormatSaysWhateverItIsGiven() throws Exception {
        Fuzzing.run("deframer", 200_000, FuzzTest::deframer);
    }

    @Test
    void theFuzzerSeesADeframerThatDoesNotLookAtTheCrc() {
        DeframerFuzz fuzz = new DeframerFuzz(new Mutator(1), output -> (data, context, sender) -> {
            int size = data.size();
            int offset = data.offset();
            int length = size < 12 ? -1 : WholeSlot.bytes(data).getInt(offset + 4);
            if (length < 0 || length > size - 12) {
                sender.dataReturn(data, context);
                return;
            }
            WholeSlot.setBounds(data, offset + 8, length);
            output.dataIn(data, context, (back, with) -> {
                WholeSlot.setBounds(back, offset, size);
                sender.dataReturn(back, with);
            });
        });
        assertThrows(AssertionError.class, () -> {
            for (int i = 0; i < 200_000; i++) {
                fuzz.next();
            }
        });
    }

    @Test
    void aRouterTakesItsRoutesOrSaysWhyNotWhateverTheyAre() throws Exception {
        Fuzzing.run("router's configuration", 10_000, mutator -> () -> router(mutator));
    }

    private static int router(Mutator mutator) {
        RouterConfiguration configuration = OddConfiguration.of(RouterConfiguration.class, mutator, Map.of("routes", ROUTES));
        LogLines log = new LogLines();
        RouterComponent router = new RouterComponent();
        router.loggerFactory = log.factory();
        router.activate(context(), configuration);
        int routes = router.snapshot().routes.size();
        if (log.lines.isEmpty() ? routes != configuration.routes().length : routes != 0 || log.count("route '") != 1) {
            throw new AssertionError(List.of(configuration.routes()) + " became " + routes + " routes: " + log.lines);
        }
        router.deactivate();
        return 1;
    }

    private static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(FuzzTest.class.getClassLoader(), new Class<?>[] {BundleContext.class},
            (self, method, args) -> switch (method.getName()) {
                case "createFilter" -> FrameworkUtil.createFilter((String) args[0]);
                default -> null;
            });
    }

    @Test
    void aPacketComesHomeFromAFramerWhateverRoomItsBufferHas() throws Exception {
        Fuzzing.run("framer", 20_000, FramerFuzz::new);
    }
}
