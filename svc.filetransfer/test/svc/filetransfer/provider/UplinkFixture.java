// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;
import svc.filetransfer.FileUplinkDTO;
import svc.filetransfer.FileUplinkListener;
import testkit.LogLines;

/** An uplink into a folder, and what it tells. Each packet must have come back when it is taken. */
final class UplinkFixture implements AutoCloseable, FileUplinkListener {

    static final FrameContext FILE = FrameContext.NONE.withApid(3);

    final Path folder;
    final LogLines log = new LogLines();
    final RealPool pool = new RealPool("2048x2", "70000x1");
    final UplinkComponent uplink;
    /** {@code received PATH BYTES}, or {@code failed DESTINATION: WHY}. */
    final List<String> told = new ArrayList<>();

    private int returned;
    private final ComReturn sender = (data, context) -> {
        assertEquals(FILE, context);
        returned++;
        data.close();
    };

    UplinkFixture(Path folder) {
        this(folder, -1);
    }

    UplinkFixture(Path folder, long limit) {
        this.folder = folder;
        uplink = new UplinkComponent("u", folder.toString(), limit);
        uplink.loggerFactory = log.factory();
        uplink.listeners = List.of(this);
    }

    void send(byte[]... packets) {
        for (byte[] packet : packets) {
            int before = returned;
            Buffer buffer = pool.allocate(packet.length + 8);
            WholeSlot.setBounds(buffer, 8, packet.length);
            WholeSlot.bytes(buffer).put(packet);
            uplink.dataIn(buffer, FILE, sender);
            assertEquals(before + 1, returned);
        }
        assertEquals(0, pool.lent() + pool.misuses());
    }

    FileUplinkDTO counters() {
        return uplink.snapshot();
    }

    /** {@return the files below the folder and what is in them, as {@code a/b=text}, sorted} */
    List<String> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(this::described).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String described(Path file) {
        try {
            return folder.relativize(file) + "=" + Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fileReceived(String portName, Path file, long bytes) {
        assertEquals("u", portName);
        told.add("received " + folder.relativize(file) + " " + bytes);
    }

    @Override
    public void fileFailed(String portName, String destination, String why) {
        told.add("failed " + destination + ": " + why);
    }

    @Override
    public void close() {
        uplink.deactivate();
        pool.close();
    }
}
