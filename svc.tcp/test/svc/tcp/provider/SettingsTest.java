// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import svc.buffermanager.provider.RealPool;
import svc.comms.FrameContext;
import testkit.LogLines;

class SettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "h|0|1|1|1|1|port 0 is out of range; give 1 to 65535",
        "h|65536|1|1|1|1|port 65536 is out of range; give 1 to 65535",
        "h|1|0|1|1|1|read.bytes 0 is out of range; give 1 to 2147483647",
        "h|1|1|0|1|1|queue 0 is out of range; give 1 to 1048576",
        "h|1|1|1|0|1|send.timeout 0 is out of range; give 1 to 31536000000",
        "h|1|1|1|1|-1|retry.interval -1 is out of range; give 1 to 31536000000",
        "' '|1|1|1|1|1|host is empty; give a name or an address, for example 127.0.0.1"})
    void refusesWhatIsOutOfRange(String host, int port, int read, int queue, long timeout, long retry, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
            () -> new Settings("s", host, port, 1, read, queue, timeout, retry)).getMessage());
    }

    @Test
    void takesThePortZeroOfAServer() {
        Settings settings = new Settings("s", "h", 0, 0, 1, 1, 7, 1);
        assertEquals(0, settings.port);
        assertEquals(TimeUnit.MILLISECONDS.toNanos(7), settings.timeoutNanos);
    }

    @Test
    void aRefusedConfigurationIsInTheLogAndBuffersGoBack() {
        LogLines log = new LogLines();
        ClientComponent client = new ClientComponent();
        client.loggerFactory = log.factory();
        client.activate(new Refused());
        assertEquals(1, log.count("ERROR TCP client link does nothing: port 0 is out of range; give 1 to 65535"));
        try (RealPool pool = new RealPool("64x1")) {
            client.dataIn(pool.allocate(1), FrameContext.NONE, (data, context) -> data.close());
            assertEquals(0, pool.lent());
        }
        assertEquals("link", client.snapshot().portName);
        client.clearThrottles();
        client.deactivate();
    }

    @SuppressWarnings("all") // An annotation type is implemented here as Declarative Services does it.
    private static final class Refused implements ClientConfiguration {

        @Override
        public String port_name() {
            return "link";
        }

        @Override
        public String output_target() {
            return "";
        }

        @Override
        public String buffers_target() {
            return "";
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public int read_bytes() {
            return 1;
        }

        @Override
        public int queue() {
            return 1;
        }

        @Override
        public long send_timeout() {
            return 1;
        }

        @Override
        public long retry_interval() {
            return 1;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return ClientConfiguration.class;
        }
    }
}
