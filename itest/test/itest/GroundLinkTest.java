// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.inject.Inject;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

import svc.buffermanager.BufferManager;
import svc.filetransfer.FileDownlink;
import svc.filetransfer.FileUplink;
import svc.tcp.TcpLink;

/** The ground link as it is deployed: its shell commands and its job, over TCP, and what becomes of a file when bundles stop. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GroundLinkTest {

    /** So much that bundles can be stopped in the middle of it. */
    private static final int LARGE = 120_000_003;

    @Inject
    private BundleContext context;

    private Silence silence;
    private Bundles bundles;
    private Path folder;
    private Path received;
    private Path file;

    /** Called by Pax Exam, outside the container. */
    @Configuration
    public Option[] container() throws Exception {
        return Container.optionsOfEverything().toArray(Option[]::new);
    }

    @Before
    public void open() throws Exception {
        silence = new Silence();
        bundles = new Bundles(context);
        // The example prints to the streams that it found when it was started.
        bundles.named("groundlink").stop();
        bundles.named("groundlink").start();
        folder = Files.createTempDirectory("itest");
        received = Files.createDirectory(folder.resolve("received"));
        file = write("file", 1_000_003);
        awaitManager();
    }

    private void awaitManager() {
        Awaiting.that("manager 1 is in service").until(() -> service(BufferManager.class, "(manager.id=1)") != null);
    }

    @After
    public void nothingIsLeft() throws Exception {
        try {
            System.clearProperty("groundlink.file");
            System.clearProperty("groundlink.channel");
            bundles.restore();
            bundles.named("groundlink").stop();
            Awaiting.that("no link is left").until(() -> service(TcpLink.class, "(port.name=*)") == null);
            Awaiting.that("no thread of a link is left").until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("TCP ")));
            bundles.named("groundlink").start();
            awaitManager();
            Awaiting.that("every buffer is home").until(() -> service(BufferManager.class, "(manager.id=1)").snapshot().currBuffs == 0);
            try (Stream<Path> parts = Files.walk(received)) {
                assertEquals(List.of(), parts.filter(path -> path.toString().endsWith(".part")).toList());
            }
        } finally {
            silence.close();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private Path write(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }

    private <T> T service(Class<T> type, String filter) throws Exception {
        for (ServiceReference<T> reference : context.getServiceReferences(type, filter)) {
            return context.getService(reference);
        }
        return null;
    }

    /** Calls a function of the shell, as Gogo does. */
    private String command(String name, String... arguments) throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(null,
            "(&(osgi.command.scope=groundlink)(osgi.command.function=" + name + "))");
        Object commands = context.getService(found[0]);
        Class<?>[] types = Stream.of(arguments).map(argument -> String.class).toArray(Class<?>[]::new);
        try {
            return (String) commands.getClass().getMethod(name, types).invoke(commands, (Object[]) arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        } finally {
            context.ungetService(found[0]);
        }
    }

    /** {@return the port of a new receiving end} */
    private String serve() throws Exception {
        String said = command("serve", "0", received.toString());
        assertTrue(said, said.matches("groundlink: serving at 127.0.0.1:\\d+, files go to " + received));
        return said.replaceAll(".*:(\\d+),.*", "$1");
    }

    private CompletableFuture<String> sending(String port, Path which) {
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread.ofPlatform().name("itest sender").start(() -> {
            try {
                said.complete(command("send", port, which.toString()));
            } catch (Exception e) {
                said.completeExceptionally(e);
            }
        });
        return said;
    }

    private void assertArrived(String said, Path which) throws IOException {
        assertTrue(said, said.endsWith("\n  identical"));
        assertEquals(-1, Files.mismatch(which, received.resolve(which.getFileName())));
    }

    private void awaitInTheMiddle() {
        Awaiting.that("a part of the file was sent").until(() -> {
            FileDownlink downlink = service(FileDownlink.class, "(downlink.name=groundlink.send)");
            return downlink != null && downlink.snapshot().sentBytes > 1_000_000;
        });
    }

    @Test
    public void aFileIsSentFromOneEndToTheOther() throws Exception {
        String port = serve();
        assertArrived(command("send", port, file.toString()), file);
        // And another one, by the same receiving end.
        Path empty = write("empty", 0);
        assertArrived(command("send", "localhost:" + port, empty.toString()), empty);
    }

    @Test
    public void aFileIsSentThroughABadChannel() throws Exception {
        String port = serve();
        for (int seed = 1; seed <= 5; seed++) {
            System.setProperty("groundlink.channel", "seed=" + seed + ",losses=9,bit.errors=11,repeats=13,garbage=7");
            Path each = write("bad" + seed, 2_000_000 + seed);
            String said = command("send", port, each.toString());
            assertArrived(said, each);
            assertTrue(said, said.contains("bad channel seed " + seed + ": "));
        }
    }

    @Test
    public void whatGoesWrongIsSaidInOneLine() throws Exception {
        String port = serve();
        String nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = Integer.toString(free.getLocalPort());
            assertFails("can't listen at 127.0.0.1:" + nobody + ": ", () -> command("serve", nobody, received.toString()));
        }
        assertFails("can't connect to 127.0.0.1:" + nobody + ": ", () -> command("send", nobody, file.toString()));
        assertFails(folder.resolve("none") + ": no such file", () -> command("send", port, folder.resolve("none").toString()));
        assertFails("'x' is no place", () -> command("send", "x", file.toString()));
        assertFails(file + " is no folder", () -> command("serve", "0", file.toString()));
        System.setProperty("groundlink.channel", "fish=1");
        assertFails("groundlink.channel: channel 'fish=1'", () -> command("send", port, file.toString()));
    }

    private static void assertFails(String how, Callable<String> command) {
        String said = assertThrows(Exception.class, command::call).getMessage();
        assertTrue(said, said.startsWith(how) && said.lines().count() == 1);
    }

    @Test
    public void aFileArrivesThoughAnyBundleOnItsWayIsStartedAgainInTheMiddle() throws Exception {
        Path large = write("large", LARGE);
        for (String name : List.of("svc.tcp.provider", "svc.framing.provider", "svc.frameaccumulator.provider",
            "svc.filetransfer.provider")) {
            CompletableFuture<String> said = sending(serve(), large);
            awaitInTheMiddle();
            Bundle bundle = bundles.named(name);
            bundle.stop();
            bundle.start();
            assertArrived(said.get(60, TimeUnit.SECONDS), large);
            Files.delete(received.resolve("large"));
        }
    }

    @Test
    public void aFileArrivesThoughTheAllocatorLeavesInTheMiddle() throws Exception {
        Path large = write("large", LARGE);
        CompletableFuture<String> said = sending(serve(), large);
        awaitInTheMiddle();
        bundles.malloc().stop();
        assertArrived(said.get(60, TimeUnit.SECONDS), large);
        assertFalse(service(BufferManager.class, "(manager.id=1)").snapshot().allocator.equals("malloc"));
    }

    @Test
    public void aFileWhoseWayIsGoneForGoodFailsClearly() throws Exception {
        Path large = write("large", LARGE);
        CompletableFuture<String> said = sending(serve(), large);
        awaitInTheMiddle();
        bundles.named("svc.tcp.provider").stop();
        Throwable failure = assertThrows(ExecutionException.class, () -> said.get(60, TimeUnit.SECONDS)).getCause();
        assertTrue(failure.getMessage(), failure.getMessage().matches("the receiver has not answered for 1\\d s; there is no TCP client any more"));
        assertFalse(Files.exists(received.resolve("large")));
    }

    @Test
    public void aFileIsGivenUpWhenTheExampleIsStopped() throws Exception {
        CompletableFuture<String> said = sending(serve(), write("large", LARGE));
        awaitInTheMiddle();
        bundles.named("groundlink").stop();
        assertThrows(ExecutionException.class, () -> said.get(20, TimeUnit.SECONDS));
        Awaiting.that("no uplink is left").until(() -> service(FileUplink.class, "(port.name=*)") == null);
        assertFalse(Files.exists(received.resolve("large")));
    }

    private int run(Path which, String channel) throws Exception {
        System.setProperty("groundlink.file", which.toString());
        System.setProperty("groundlink.channel", channel);
        Callable<?> job = service(Callable.class, "(main.thread=true)");
        return (Integer) job.call();
    }

    @Test
    public void aRunEndsWithTheExitCodeOfItsOutcome() throws Exception {
        assertEquals(0, run(file, ""));
        bundles.restore();
        assertEquals(0, run(file, "seed=2,losses=9,bit.errors=11,repeats=13,garbage=7"));
        bundles.restore();
        assertEquals(0, run(write("empty", 0), ""));
        bundles.restore();
        assertEquals(0, run(write("one", 1), ""));
        assertEquals(2, run(folder.resolve("none"), ""));
        assertEquals(2, run(file, "fish=1"));
    }
}
