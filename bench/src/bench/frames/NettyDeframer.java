// SPDX-License-Identifier: Apache-2.0
package bench.frames;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Hands each frame's payload on. It trusts the handler before it, and checks nothing again. */
final class NettyDeframer extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf frame = (ByteBuf) message;
        context.fireChannelRead(frame.skipBytes(FrameStream.HEADER).writerIndex(frame.writerIndex() - FrameStream.TRAILER));
    }
}
