// SPDX-License-Identifier: Apache-2.0
package bench.frames;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** No path: only the CRC-32 of each frame, once, in place. What any path costs at least. */
final class CrcPath implements FramePath {

    private final CRC32 crc = new CRC32();
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
    private long frames;
    private long payloadBytes;

    @Override
    public void send(FrameStream stream) {
        if (bytes.capacity() != stream.bytes.length) {
            bytes = ByteBuffer.allocateDirect(stream.bytes.length).put(stream.bytes);
        }
        for (int at = 0; at < stream.bytes.length;) {
            int length = bytes.clear().getInt(at + FrameStream.LENGTH_AT);
            int trailer = at + FrameStream.HEADER + length;
            int received = bytes.getInt(trailer);
            crc.reset();
            crc.update(bytes.limit(trailer).position(at));
            if ((int) crc.getValue() == received) {
                frames++;
                payloadBytes += length;
            }
            at = trailer + FrameStream.TRAILER;
        }
    }

    @Override
    public long frames() {
        return frames;
    }

    @Override
    public long payloadBytes() {
        return payloadBytes;
    }

    @Override
    public void close() {
        // Nothing but memory of the JVM's.
    }
}
