// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import testkit.Fuzzing;
import testkit.Mutator;

/**
 * Gives an uplink file packets that are damaged, out of order, repeated, lost, of other files, and holds what it does against a
 * model. The first difference ends it, with the packets since the last file in its message.
 */
final class UplinkFuzz implements Fuzzing.Target {

    private static final List<String> PATHS = List.of("a", "b.txt", "sub/c", "", ".", "..", "../x", "/x", "sub", "sub/../../x",
        "link/x",
        "link", "C:x", "a\\b", "a\0b", "none/x", "a/b", "\u202ea", "sub//c", ".uplink-x.part");

    private final Mutator mutator;
    private final Path outer;
    private final UplinkFixture fixture;
    private final UplinkModel model = new UplinkModel();
    private final List<byte[]> recent = new ArrayList<>();
    private long files;

    /** @param outer an empty folder */
    UplinkFuzz(Mutator mutator, Path outer) throws IOException {
        this.mutator = mutator;
        this.outer = outer;
        Path folder = Files.createDirectory(outer.resolve("folder"));
        Files.createDirectory(folder.resolve("sub"));
        Files.createDirectory(outer.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("link"), outer.resolve("secret"));
        fixture = new UplinkFixture(folder, UplinkModel.MAX_BYTES);
    }

    /** Sends the packets of a file, more or less. {@return how many} */
    @Override
    public int next() throws IOException {
        byte[] content = mutator.bytes(mutator.below(400));
        List<byte[]> file = packetsOf(content, mutator.below(3) > 0 ? PATHS.get(mutator.below(3)) : mutator.oneOf(PATHS));
        int disorder = mutator.below(4);
        for (int i = 0; i < disorder; i++) {
            int at = mutator.below(file.size());
            switch (mutator.below(5)) {
                case 0 -> file.add(mutator.below(file.size()), file.get(at));
                case 1 -> file.remove(at);
                case 2 -> file.add(mutator.below(file.size()), file.remove(at));
                default -> file.set(at, mutator.changed(file.get(at), file));
            }
            if (file.isEmpty()) {
                return 1;
            }
        }
        for (byte[] packet : file) {
            send(packet);
        }
        return file.size();
    }

    private List<byte[]> packetsOf(byte[] content, String path) {
        List<byte[]> file = new ArrayList<>();
        int index = 0;
        long size = mutator.below(20) > 0 ? content.length : mutator.number();
        file.add(Packets.start(size, path));
        for (int at = 0; at < content.length;) {
            int length = Math.min(content.length - at, 1 + mutator.below(60));
            file.add(Packets.data(++index, at, Arrays.copyOfRange(content, at, at + length)));
            at += length;
        }
        file.add(mutator.below(20) > 0 ? Packets.end(index + 1, Packets.checksum(content)) : Packets.cancel(index + 1));
        return file;
    }

    private void send(byte[] packet) throws IOException {
        recent.add(packet);
        fixture.told.clear();
        boolean before = model.isReceiving();
        try {
            fixture.send(packet);
        } catch (RuntimeException e) {
            throw new AssertionError("it threw; " + recent(), e);
        }
        boolean receiving = fixture.counters().destination != null;
        byte[] content = model.packet(packet, receiving);
        check(model.isReceiving() == receiving, receiving ? "a file is coming" : "no file is coming");
        List<String> received = fixture.told.stream().filter(line -> line.startsWith("received ")).toList();
        check(received.size() == (content == null ? 0 : 1), "received " + received);
        if (content != null) {
            files++;
            // The path is between the first blank and the last: it may have some itself, at its end too.
            String line = received.getFirst();
            Path file = fixture.folder.resolve(line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' ')));
            check(Arrays.equals(content, Files.readAllBytes(file)), "the file is wrong");
        }
        if (before && !receiving) {
            checkNoPart(fixture.folder);
            checkNoPart(fixture.folder.resolve("sub"));
            recent.clear();
        }
    }

    private void checkNoPart(Path folder) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".uplink-*")) {
            check(!parts.iterator().hasNext(), "a part of a file is left");
        }
    }

    private void checkFolders() throws IOException {
        try (DirectoryStream<Path> there = Files.newDirectoryStream(outer);
            DirectoryStream<Path> secrets = Files.newDirectoryStream(outer.resolve("secret"))) {
            for (Path path : there) {
                check(List.of("folder", "secret").contains(path.getFileName().toString()), path + " was made");
            }
            check(!secrets.iterator().hasNext(), "something was written through the link");
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + "; " + recent());
        }
    }

    private String recent() {
        return "packets " + recent.stream().map(HexFormat.of()::formatHex).toList();
    }

    @Override
    public void end() throws IOException {
        checkFolders();
        check(files > 0, "no file was received");
        fixture.close();
    }
}
