// SPDX-License-Identifier: Apache-2.0
package bench.frames;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import bench.pool.Bin;
import bench.pool.Container;
import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import svc.buffermanager.BufferManager;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.frameaccumulator.FrameAccumulator;
import svc.framing.Deframer;

/**
 * Frame accumulator and deframer, each a component in a framework, with all their checks; inputs and frames are in buffers of a
 * buffer manager.
 */
final class ComponentPath implements FramePath {

    private static final String UPLINK = "uplink";
    private static final String DEFRAMER = "deframer";
    private static final String PACKETS = "packets";
    private static final int STORE = 32768;

    private final Container container = new Container();
    private final BufferGet buffers;
    private final ComDataIn input;
    private final ComReturn toPool = (data, context) -> data.close();
    private long frames;
    private long payloadBytes;

    /** Starts all from the end of the path on: so each finds where it is to send to. */
    ComponentPath() {
        buffers = container.configure(List.of(new Bin(128, 64), new Bin(FrameStream.MAX_FRAME, 64),
            new Bin(FrameStream.MAX_READ, 8)));
        container.register(ComDataIn.class, this::packetIn, Map.of(ComDataIn.PORT_NAME, PACKETS));
        container.configure(Deframer.PID, DEFRAMER, port(DEFRAMER, PACKETS));
        container.service(ComDataIn.class, filter(DEFRAMER));
        Dictionary<String, Object> accumulator = port(UPLINK, DEFRAMER);
        accumulator.put(FrameAccumulator.STORE_SIZE, STORE);
        accumulator.put(FrameAccumulator.MAX_FRAME_SIZE, FrameStream.MAX_FRAME);
        container.configure(FrameAccumulator.PID, UPLINK, accumulator);
        input = container.service(ComDataIn.class, filter(UPLINK));
    }

    private static Dictionary<String, Object> port(String name, String output) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ComDataIn.PORT_NAME, name);
        properties.put(ComDataIn.OUTPUT_TARGET, filter(output));
        return properties;
    }

    private static String filter(String portName) {
        return "(" + ComDataIn.PORT_NAME + "=" + portName + ")";
    }

    @Override
    public void send(FrameStream stream) {
        int at = 0;
        for (int count : stream.reads) {
            Buffer read = buffers.allocate(FrameStream.MAX_READ);
            MemorySegment.copy(stream.bytes, at, read.segment(), ValueLayout.JAVA_BYTE, 0, count);
            input.dataIn(read.setSize(count), FrameContext.NONE, toPool);
            at += count;
        }
    }

    private void packetIn(Buffer packet, FrameContext context, ComReturn sender) {
        if (context.apid() == FrameStream.DESCRIPTOR) {
            frames++;
            payloadBytes += packet.size();
        }
        sender.dataReturn(packet, context);
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
        container.close();
    }
}
