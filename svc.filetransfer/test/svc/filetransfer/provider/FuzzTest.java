// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import testkit.Fuzzing;
import testkit.LogLines;
import testkit.Mutator;
import testkit.OddConfiguration;

/** File packets and configurations as nobody should send them. */
class FuzzTest {

    @TempDir
    private Path folder;

    @Test
    void anUplinkMakesNoWrongFileWhateverItIsGiven() throws Exception {
        Fuzzing.run("uplink", 20_000, mutator -> new UplinkFuzz(mutator, folder));
    }

    @Test
    void anUplinkComesUpOrSaysWhyNotWhateverItsConfiguration() throws Exception {
        List<String> folders = List.of(folder.toString(), "", "/", "none", ".", "..");
        Fuzzing.run("uplink's configuration", 5_000, mutator -> () -> uplink(mutator, folders));
    }

    /** What the fuzzer found first: an exception out of the activation, and a component without a name. */
    @Test
    void aConfigurationThatCannotBeReadIsRefusedByName() {
        LogLines log = new LogLines();
        UplinkComponent uplink = new UplinkComponent();
        uplink.loggerFactory = log.factory();
        uplink.activate(unreadable(UplinkConfiguration.class, "u"));
        assertEquals(List.of("ERROR uplink u takes nothing: folder is an empty list; give one text"), log.lines);
        assertEquals("u", uplink.snapshot().portName);
        DownlinkComponent downlink = new DownlinkComponent();
        downlink.loggerFactory = log.factory();
        downlink.activate(unreadable(DownlinkConfiguration.class, "d"));
        assertEquals("ERROR downlink d sends nothing: packet.bytes is no whole number that fits: large", log.lines.getLast());
        assertEquals("d", downlink.snapshot().name);
    }

    /** A configuration with that name, no other text, and numbers that are none. */
    private static <T> T unreadable(Class<T> type, String name) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getReturnType() != String.class) {
                throw new NumberFormatException("large");
            }
            return method.getName().endsWith("_name") ? name : null;
        }));
    }

    private static int uplink(Mutator mutator, List<String> folders) {
        UplinkConfiguration configuration = OddConfiguration.of(UplinkConfiguration.class, mutator, Map.of("folder", folders));
        LogLines log = new LogLines();
        UplinkComponent uplink = new UplinkComponent();
        uplink.loggerFactory = log.factory();
        uplink.activate(configuration);
        if (log.lines.size() > 1 || log.lines.size() != log.count(" takes nothing: ")) {
            throw new AssertionError(log.lines);
        }
        uplink.snapshot();
        uplink.clearThrottles();
        uplink.deactivate();
        return 1;
    }

    @Test
    void aDownlinkComesUpOrSaysWhyNotWhateverItsConfiguration() throws Exception {
        Fuzzing.run("downlink's configuration", 10_000, mutator -> () -> downlink(mutator));
    }

    private static int downlink(Mutator mutator) {
        DownlinkConfiguration configuration = OddConfiguration.of(DownlinkConfiguration.class, mutator, Map.of());
        LogLines log = new LogLines();
        DownlinkComponent downlink = new DownlinkComponent();
        downlink.loggerFactory = log.factory();
        downlink.activate(configuration);
        if (log.lines.size() > 1 || log.lines.size() != log.count(" sends nothing: ")) {
            throw new AssertionError(log.lines);
        }
        downlink.snapshot();
        downlink.clearThrottles();
        downlink.cancel();
        downlink.deactivate();
        return 1;
    }
}
