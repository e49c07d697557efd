// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a whole file, read from disk without any pool. */
public final class Sha256 {

    private static final int CHUNK = 1 << 20;

    private Sha256() {
    }

    /**
     * Reads a file from its start to its end. The channel's position stays.
     *
     * @param file a channel that can be read
     * @return 64 hexadecimal digits
     * @throws IOException if it can't be read
     */
    public static String of(FileChannel file) throws IOException {
        MessageDigest digest = digest();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long position = 0; file.read(chunk, position) >= 0; position += chunk.limit(), chunk.clear()) {
            digest.update(chunk.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
