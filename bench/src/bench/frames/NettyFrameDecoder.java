// SPDX-License-Identifier: Apache-2.0
package bench.frames;

import java.util.List;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Finds frames by start word, length and CRC-32, as a developer would have it who knows Netty well: a frame is a slice of
 * what was
 * read, not a copy, and the CRC is computed in the buffer's own ByteBuffer.
 */
final class NettyFrameDecoder extends ByteToMessageDecoder {

    private final CRC32 crc = new CRC32();

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (in.readableBytes() >= FrameStream.HEADER + FrameStream.TRAILER) {
            int start = in.readerIndex();
            int frame = frameSize(in, start);
            if (frame > in.readableBytes()) {
                return;
            }
            if (frame > 0 && isIntact(in, start, frame - FrameStream.TRAILER)) {
                out.add(in.readRetainedSlice(frame));
                return;
            }
            in.skipBytes(1);
        }
    }

    /** {@return how many bytes the frame has that seems to begin there; 0 if none does} */
    private static int frameSize(ByteBuf in, int start) {
        if (in.getInt(start) != FrameStream.START_WORD) {
            return 0;
        }
        long frame = FrameStream.HEADER + in.getUnsignedInt(start + FrameStream.LENGTH_AT) + FrameStream.TRAILER;
        return frame <= FrameStream.MAX_FRAME ? (int) frame : 0;
    }

    private boolean isIntact(ByteBuf in, int start, int count) {
        crc.reset();
        crc.update(in.internalNioBuffer(start, count));
        return (int) crc.getValue() == in.getInt(start + count);
    }
}
