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

/**
 * Remembers, in a file, what went into a compilation and what came out: by content, so that no copy, no checkout, no clock and no
 * other tool that writes into the same folder can mislead it.
 */
final class Stamp {
    private final Path file;
    private final Path output;
    private final byte[] input;

    Stamp(Path file, List<String> options, Collection<Path> sources, Collection<Path> classpath, Path output) throws IOException {
        this.file = file;
        this.output = output;
        MessageDigest digest = sha256();
        digest.update((Runtime.version() + " " + options).getBytes(StandardCharsets.UTF_8));
        add(digest, sources);
        for (Path entry : classpath) {
            add(digest, Files.isDirectory(entry) ? Folder.files(entry, "") : List.of(entry));
        }
        input = digest.digest();
    }

    /** Whether the output is what the present input gives. */
    boolean holds() throws IOException {
        return Files.exists(file) && Files.readString(file).equals(key());
    }

    /** Says that it is. */
    void set() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, key());
    }

    private String key() throws IOException {
        MessageDigest digest = sha256();
        digest.update(input);
        add(digest, Folder.files(output, ""));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Collection<Path> files) throws IOException {
        for (Path one : files) {
            byte[] content = Files.readAllBytes(one);
            digest.update((one.getFileName() + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
