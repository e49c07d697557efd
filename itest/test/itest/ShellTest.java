// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** The shell's commands in a container: what they say is what the service says. */
public class ShellTest extends ContainerTest {

    private static final String FACE = "svc.buffermanager.gogo";

    private ConfiguredManager radio;
    private CommandSession session;

    @Override
    protected List<Option> more() {
        return Stream.of(Container.everythings("org.apache.felix.gogo.runtime"),
            Container.everythings("org.apache.felix.gogo.command"),
            Container.jar(FACE)).<Option>map(jar -> bundle(jar.toUri().toString())).toList();
    }

    @Before
    public void openASession() throws Exception {
        radio = managers.configure(32, Map.of(BufferManager.BINS, bins("64x10", "2048x4"), BufferManager.DRAIN_TIMEOUT, 20L));
        session = openSession();
        Awaiting.that("the shell shows the manager").ignoreExceptions().until(() -> say("buffers 32") + say("bufferaudit 32"),
            text -> !text.isEmpty());
    }

    private CommandSession openSession() {
        ServiceReference<CommandProcessor> reference = context.getServiceReference(CommandProcessor.class);
        return context.getService(reference).createSession(new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    }

    @After
    public void closeTheSession() {
        session.close();
    }

    private boolean isThere(String function) throws Exception {
        return context.getServiceReferences((String) null, "(&(osgi.command.scope=fprime)(osgi.command.function=" + function
            + "))") != null;
    }

    private String say(String command) throws Exception {
        return String.valueOf(session.execute(command));
    }

    private static List<String> cells(String text, String firstCell) {
        return text.lines().map(String::strip).filter(line -> line.startsWith(firstCell + " ")).findFirst()
            .map(line -> List.of(line.split("\\s+")))
            .orElseThrow(() -> new AssertionError("no line " + firstCell + " in\n" + text));
    }

    @Test
    public void showsWhatTheServiceSays() throws Exception {
        List<Buffer> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(radio.service().allocate(50));
        }
        held.removeLast().close();
        BufferManagerDTO dto = radio.service().snapshot();
        assertEquals(List.of("32", "2", "14", "3", "0", dto.allocator), cells(say("buffers"), "32").subList(0, 6));
        assertTrue(say("buffers"), say("buffers").contains("64[##-"));

        String page = say("buffers 32");
        assertEquals(List.of("64", "10", "2", "3", "0", "0", "28"), cells(page, "64").subList(0, 7));
        assertEquals(List.of("2048", "4", "0", "0", "0", "0", "0"), cells(page, "2048").subList(0, 7));
        String me = context.getBundle().getSymbolicName();
        assertTrue(page, page.lines().anyMatch(line -> line.strip().startsWith(me.substring(0, 6))
            && line.contains(" 2    128 ")));
        // The look that a page takes may find the oldest older: all but the age is the same.
        assertEquals(page.lines().limit(8).toList(), say("buffers " + radio.pid()).lines().limit(8).toList());
        assertTrue(say("allocators"), say("allocators").contains("manager 32"));
        held.forEach(Buffer::close);
    }

    @Test
    public void doesWhatTheServiceDoes() throws Exception {
        Buffer buffer = radio.service().allocate(50);
        radio.service().allocate(50).close();
        radio.service().allocate(2000).close();
        assertTrue(say("bufferaudit 32"), say("bufferaudit 32").matches("manager 32: sound, 14 buffers looked at in .*"));
        assertEquals(2, radio.service().snapshot().hiBuffs - radio.service().snapshot().currBuffs);
        assertEquals("manager 32: high water 1; throttles are open", say("bufferreset 32"));
        assertEquals(1, radio.service().snapshot().hiBuffs);
        say("buffertrack on 32");
        assertEquals(1, radio.service().snapshot().tracking);
        say("buffertrack 100");
        assertEquals(100, radio.service().snapshot().tracking);
        say("buffertrack off");
        assertEquals(0, radio.service().snapshot().tracking);
        String advice = say("buffers 32 advise");
        assertTrue(advice, advice.lines().toList().getLast().startsWith("  \"bins\": [\"50x"));
        buffer.close();
    }

    @Test
    public void answersAWrongArgumentWithALineOfChoices() {
        assertLine("no manager is '7'; give one of 32 (" + radio.pid() + ")", "buffers 7");
        assertLine("tracking can't be 'sometimes'; give on, off, or of how many buffers one is traced, such as 100",
            "buffertrack sometimes");
        assertLine("'advice' is unknown; give buffers MANAGER advise [BUDGET] [CHANCE]", "buffers 32 advice");
        assertLine("budget 'much' is no number of bytes; give for example 65536, 64KiB or 2MiB", "buffers 32 advise much");
    }

    private void assertLine(String message, String command) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> say(command)).getMessage());
    }

    @Test
    public void aSessionThatCompletesIsToldWhat() throws Exception {
        List<List<String>> told = new ArrayList<>();
        session.put(".completions", new HashMap<>());
        session.put("complete", (Function) (_, arguments) -> told.add(arguments.stream().map(String::valueOf).toList()));
        say("buffers");
        assertTrue(told.toString(), told.stream().anyMatch(line -> line.contains("fprime:buffertrack")
            && line.contains("[on off 100]")));
        int lines = told.size();
        say("buffers");
        assertEquals("once", lines, told.size());
    }

    @Test
    public void nothingIsLeftOfItAndAllElseGoesOnWithoutIt() throws Exception {
        Bundle face = bundles.named(FACE);
        face.stop();
        Leftovers leftovers = new Leftovers(context);
        Loaders loaders = new Loaders();
        for (int i = 0; i < 20; i++) {
            face.start();
            loaders.watch(face);
            try (CommandSession another = openSession()) {
                Awaiting.that("the command is there").until(() -> isThere("buffers"), there -> there);
                another.execute("buffers 32");
            }
            face.stop();
            face.update();
            bundles.refresh(face);
        }
        leftovers.awaitNone();
        loaders.awaitCollected();
        try (Buffer buffer = radio.service().allocate(64)) {
            assertTrue(buffer.isValid());
        }
        face.start();
    }
}
