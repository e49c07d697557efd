// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import org.osgi.framework.BundleContext;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import svc.comms.ComDataIn;
import svc.comms.FrameContext;
import svc.framing.FprimeFrame;
import svc.comms.parts.WholeSlot;

/** Sends single packets: each in a buffer from the pool, with room for a frame around it. Any thread. */
final class Packets implements AutoCloseable {

    private final Services<BufferGet> pool;
    private final Services<ComDataIn> framer;

    /** Sends to the framer with this port name. */
    Packets(BundleContext context, String poolFilter, String framerName) {
        pool = new Services<>(context, BufferGet.class, poolFilter);
        framer = new Services<>(context, ComDataIn.class, "(port.name=" + framerName + ")");
    }

    /**
     * Sends a packet.
     *
     * @param most so many bytes it has at most
     * @param content writes it, from the position on
     * @return whether it was sent; not, if there is no framer or no buffer. Whether it arrives is another matter
     */
    boolean send(int most, FrameContext context, Consumer<ByteBuffer> content) {
        ComDataIn to = framer.now();
        Buffer buffer = to == null ? null : allocate(FprimeFrame.HEADER_BYTES + most + FprimeFrame.TRAILER_BYTES);
        if (buffer == null) {
            return false;
        }
        try {
            WholeSlot.setBounds(buffer, FprimeFrame.HEADER_BYTES, most);
            ByteBuffer bytes = WholeSlot.bytes(buffer);
            content.accept(bytes);
            buffer.setSize(bytes.position() - FprimeFrame.HEADER_BYTES);
        } catch (IllegalStateException e) {
            // Its memory has ended just now.
            giveBack(buffer);
            return false;
        }
        to.dataIn(buffer, context, (data, with) -> giveBack(data));
        return true;
    }

    private Buffer allocate(int size) {
        BufferGet from = pool.now();
        try {
            Buffer buffer = from == null ? null : from.allocate(size);
            return buffer == null || !buffer.isValid() ? null : buffer;
        } catch (IllegalStateException e) {
            // The pool is stopping: it has none.
            return null;
        }
    }

    private static void giveBack(Buffer buffer) {
        try {
            buffer.close();
        } catch (IllegalStateException e) {
            // Its memory has ended while it was out: the pool has counted that, and there is nothing to give back.
            return;
        }
    }

    @Override
    public void close() {
        framer.close();
        pool.close();
    }
}
