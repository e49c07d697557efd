// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import svc.buffermanager.example.Beacon;

/** The component in the README: that it is the one in these sources, and works. */
class ReadmeExampleTest {

    @Test
    void theReadmeShowsTheComponentAsItIsHere() throws IOException {
        String source = Files.readString(Path.of("test/svc/buffermanager/example/Beacon.java"));
        String readme = Files.readString(Path.of("../README.md"));
        assertTrue(readme.contains("```java\n" + source.substring(source.indexOf("@Component\n")) + "```"), "copy it anew");
    }

    @Test
    void itWritesFromABufferAndGivesItBack() throws IOException {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertEquals(8, new Beacon(fixture.manager).beat(Channels.newChannel(out)));
            assertEquals(8, out.size());
            assertEquals(0, fixture.manager.snapshot().currBuffs);
        }
    }

    @Test
    void itDoesWithoutIfNoneIsFree() throws IOException {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1"); Buffer only = fixture.manager.allocate(8)) {
            assertTrue(only.isValid());
            assertEquals(0, new Beacon(fixture.manager).beat(Channels.newChannel(new ByteArrayOutputStream())));
        }
    }
}
