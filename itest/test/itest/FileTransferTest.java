// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.filetransfer.FileDownlink;
import svc.filetransfer.FileUplink;
import svc.filetransfer.SendFileStatus;
import svc.frameaccumulator.FrameAccumulator;
import svc.framing.Router;

/** A file through all components, as they are deployed; and what is left when their bundles stop in the middle of it. */
public class FileTransferTest extends ContainerTest {

    private static final String FRAMING = "svc.framing.provider";
    private static final String FILETRANSFER = "svc.filetransfer.provider";

    /** A frame on the link. */
    private record OnTheWay(Buffer frame, FrameContext context, ComReturn sender) {
    }

    private final LinkedBlockingQueue<OnTheWay> link = new LinkedBlockingQueue<>();
    private Path folder;
    private Path received;
    private Path file;
    private ServiceRegistration<?> linkRegistration;

    @Before
    public void makeFile() throws IOException {
        folder = Files.createTempDirectory("itest");
        received = Files.createDirectory(folder.resolve("received"));
        byte[] content = new byte[100_003];
        new Random(1).nextBytes(content);
        file = Files.write(folder.resolve("file"), content);
        ComDataIn port = (frame, with, sender) -> link.add(new OnTheWay(frame, with, sender));
        linkRegistration = context.registerService(ComDataIn.class, port,
            FrameworkUtil.asDictionary(Map.of(ComDataIn.PORT_NAME, Chain.LINK)));
    }

    @After
    public void removeFiles() throws IOException {
        linkRegistration.unregister();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private Chain chain(String to) throws Exception {
        return new Chain(context, configurations, managers, received, to);
    }

    private static SendFileStatus now(CompletableFuture<SendFileStatus> result) {
        return result.getNow(null);
    }

    /** Hands frames on to the deframer, as the other end of the link would. */
    private void deliver(Chain chain, int frames) throws InterruptedException {
        for (int i = 0; i < frames; i++) {
            OnTheWay next = link.take();
            chain.deframer().dataIn(next.frame, next.context, next.sender);
        }
    }

    private void assertCameWhole(Chain chain) throws IOException {
        assertEquals(-1, Files.mismatch(file, received.resolve("copy")));
        assertEquals(0, chain.manager.snapshot().currBuffs);
        assertEquals(0, chain.uplink().snapshot().warnings + chain.downlink().snapshot().warnings);
    }

    @Test
    public void aFileGoesThroughAllComponents() throws Exception {
        Chain chain = chain(Chain.DEFRAMER);
        assertEquals(SendFileStatus.OK, now(chain.downlink().send(file, "copy").toCompletableFuture()));
        assertCameWhole(chain);
        assertEquals(1, chain.uplink().snapshot().filesReceived);
    }

    @Test
    public void aFileGoesThroughAnAccumulatorToo() throws Exception {
        configurations.factory(FrameAccumulator.PID, "a", Map.of(ComDataIn.PORT_NAME, "itest.accumulator",
            ComDataIn.OUTPUT_TARGET, "(port.name=" + Chain.DEFRAMER + ")", "buffers.target", "(manager.id=1)"));
        Chain chain = chain("itest.accumulator");
        Awaiting.that("the accumulator is there")
            .until(() -> !context.getServiceReferences(ComDataIn.class, "(port.name=itest.accumulator)").isEmpty());
        assertEquals(SendFileStatus.OK, now(chain.downlink().send(file, "copy").toCompletableFuture()));
        assertCameWhole(chain);
    }

    @Test
    public void aFileComesWholeThoughTheAllocatorLeavesInTheMiddle() throws Exception {
        Chain chain = chain(Chain.LINK);
        CompletableFuture<SendFileStatus> result = chain.downlink().send(file, "copy").toCompletableFuture();
        deliver(chain, 40);
        // The frames that are out must come home before it can go.
        Thread stopping = Thread.ofPlatform().start(() -> {
            try {
                bundles.malloc().stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (now(result) == null) {
            deliver(chain, 1);
        }
        stopping.join();
        assertEquals(SendFileStatus.OK, now(result));
        assertCameWhole(chain);
        assertFalse(chain.manager.snapshot().allocator.equals("malloc"));
    }

    @Test
    public void buffersComeHomeThoughTheBundlesThatSentThemAreGone() throws Exception {
        Chain chain = chain(Chain.LINK);
        CompletableFuture<SendFileStatus> result = chain.downlink().send(file, "copy").toCompletableFuture();
        deliver(chain, 10);
        assertEquals(3, link.size());
        bundles.named(FRAMING).stop();
        bundles.named(FILETRANSFER).stop();
        assertEquals(SendFileStatus.ERROR, now(result));
        assertEquals(3, chain.manager.snapshot().currBuffs);
        assertFalse("no part of a file is left", Files.list(received).findAny().isPresent());
        for (OnTheWay each : link) {
            each.sender.dataReturn(each.frame, each.context);
        }
        link.clear();
        assertEquals(0, chain.manager.snapshot().currBuffs);
        bundles.restore();
        chain.awaitLinked();
        CompletableFuture<SendFileStatus> second = chain.downlink().send(file, "copy").toCompletableFuture();
        assertNull(now(second));
        while (now(second) == null) {
            deliver(chain, 1);
        }
        assertCameWhole(chain);
    }

    @Test
    public void nothingIsLeftOfUninstalledProviders() throws Exception {
        Chain chain = chain(Chain.DEFRAMER);
        chain.downlink().send(file, "copy");
        for (String name : List.of(FRAMING, FILETRANSFER)) {
            Bundle bundle = bundles.named(name);
            WeakReference<ClassLoader> loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
            bundle.uninstall();
            bundles.refresh(bundle);
            Awaiting.that("the class loader of " + bundle + " is collected").pollInterval(Duration.ofMillis(50)).until(() -> {
                System.gc();
                return loader.refersTo(null);
            });
        }
    }

    @Test
    public void aRouteThatCannotBeReadIsInTheLog() throws Exception {
        configurations.factory(Router.PID, "bad", Map.of(Router.ROUTES, new String[] {"fish=(port.name=x)"}));
        String line = "ERROR router router has no routes: route 'fish=(port.name=x)': 'fish' is no kind";
        Awaiting.that("the log says why").until(() -> !log.with(line).isEmpty());
    }

    @Test
    public void aFolderThatIsNotThereIsInTheLogAndPacketsGoBack() throws Exception {
        configurations.factory(FileUplink.PID, "bad", Map.of(FileUplink.FOLDER, folder + "/none"));
        Awaiting.that("the log says why").until(() -> !log.with("ERROR uplink uplink takes nothing: folder '").isEmpty());
        ComDataIn uplink = context.getService(context.getServiceReferences(ComDataIn.class, "(port.name=uplink)").iterator().next());
        List<Buffer> returned = new ArrayList<>();
        Buffer invalid = managers.configure(1, Map.of(BufferManager.BINS, Managers.bins("64x1"))).service().allocate(0);
        uplink.dataIn(invalid, FrameContext.NONE, (data, with) -> returned.add(data));
        assertEquals(List.of(invalid), returned);
    }

    @Test
    public void aPacketSizeOutOfRangeIsInTheLogAndNothingIsSent() throws Exception {
        configurations.factory(FileDownlink.PID, "bad", Map.of(FileDownlink.PACKET_BYTES, 15));
        Awaiting.that("the log says why").until(() -> !log.with("ERROR downlink downlink sends nothing: packet.bytes 15").isEmpty());
        FileDownlink downlink = context.getService(context.getServiceReference(FileDownlink.class));
        downlink.cancel();
        assertEquals(SendFileStatus.ERROR, now(downlink.send(file, "copy").toCompletableFuture()));
        assertEquals(1, downlink.snapshot().openErrors);
    }
}
