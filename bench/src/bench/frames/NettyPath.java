// SPDX-License-Identifier: Apache-2.0
package bench.frames;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

/** A pipeline of Netty's, with one handler that finds frames and checks them and one that takes their payloads out. */
final class NettyPath implements FramePath {

    private final ByteBufAllocator allocator;
    private final EmbeddedChannel channel;
    private long frames;
    private long payloadBytes;

    NettyPath(ByteBufAllocator allocator) {
        this.allocator = allocator;
        channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(new NettyFrameDecoder(), new NettyDeframer(), new Packets());
    }

    @Override
    public void send(FrameStream stream) {
        int at = 0;
        for (int count : stream.reads) {
            ByteBuf read = allocator.directBuffer(FrameStream.MAX_READ);
            channel.writeInbound(read.writeBytes(stream.bytes, at, count));
            at += count;
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
        channel.finishAndReleaseAll();
    }

    /** The end of the pipeline. */
    private final class Packets extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf packet = (ByteBuf) message;
            if (packet.getUnsignedShort(packet.readerIndex()) == FrameStream.DESCRIPTOR) {
                frames++;
                payloadBytes += packet.readableBytes();
            }
            packet.release();
        }
    }
}
