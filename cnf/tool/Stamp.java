// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Remembers, in a file, what a result was made from: by content, so neither a copy nor a checkout nor the clock can mislead it. */
final class Stamp {
    private final Path file;

    Stamp(Path file) {
        this.file = file;
    }

    /** A key that differs when an option, a source, or a file of the class path does, or the JDK. */
    String key(List<String> options, Collection<Path> sources, Collection<Path> classpath) throws IOException {
        MessageDigest digest = sha256();
        digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(options.toString().getBytes(StandardCharsets.UTF_8));
        for (Path source : sources) {
            add(digest, source);
        }
        for (Path entry : classpath) {
            for (Path part : Files.isDirectory(entry) ? Paths.under(entry, "") : List.of(entry)) {
                add(digest, part);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    boolean holds(String key) throws IOException {
        return Files.exists(file) && Files.readString(file).equals(key);
    }

    void set(String key) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, key);
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private static void add(MessageDigest digest, Path part) throws IOException {
        byte[] name = part.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        byte[] content = Files.readAllBytes(part);
        digest.update((byte) name.length);
        digest.update(name);
        digest.update(Integer.toString(content.length).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(content);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
