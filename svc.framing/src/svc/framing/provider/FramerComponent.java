// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.Event;
import svc.comms.parts.Handover;
import svc.comms.parts.Handovers;
import svc.comms.parts.WholeSlot;
import svc.framing.FprimeFrame;
import svc.framing.Framer;
import svc.framing.FramerDTO;

/** A framer. Nothing of it is needed for frames that come back when it has been deactivated: their handovers know the way. */
@Component(name = Framer.PID, service = {Framer.class, ComDataIn.class}, immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FramerConfiguration.class, factory = true)
public final class FramerComponent implements Framer, ComDataIn {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile ComDataIn output;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile BufferGet buffers;

    private final String portName;
    private final Event noOutput;
    private final Event noBufferAvailable;
    private final Event invalidBuffer;
    private final Handovers handovers;
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder copied = new LongAdder();

    /** Makes a framer of this configuration. */
    @Activate
    public FramerComponent(FramerConfiguration configuration) {
        this(configuration.port_name());
    }

    FramerComponent(String portName) {
        this.portName = portName;
        Log log = new Log(PID, () -> loggerFactory);
        String name = "framer " + portName;
        noOutput = new Event(log, name, "NoOutput");
        noBufferAvailable = new Event(log, name, "NoBufferAvailable");
        invalidBuffer = new Event(log, name, "InvalidBufferReceived");
        handovers = new Handovers(log, name);
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        ComDataIn to = output;
        if (to == null || to == this) {
            if (noOutput.occurs()) {
                noOutput.warn("nobody takes frames; a packet of " + data.size() + " bytes goes back");
            }
            sender.dataReturn(data, context);
            return;
        }
        Handover handover = handovers.take(data, context, sender);
        Buffer frame = data;
        boolean made = false;
        try {
            if (data.capacity() == 0) {
                throw new IllegalStateException("it is invalid");
            }
            int payload = data.size();
            if (hasRoom(data)) {
                data.advance(-FprimeFrame.HEADER_BYTES).setSize(FprimeFrame.HEADER_BYTES + payload + FprimeFrame.TRAILER_BYTES);
                made = true;
            } else {
                frame = bufferFor(data);
                made = frame != data;
                if (made) {
                    copy(data, frame);
                }
            }
            if (made) {
                complete(frame, payload, handover.crc);
            }
        } catch (IllegalStateException e) {
            made = false;
            if (invalidBuffer.occurs()) {
                invalidBuffer.warn("a packet's buffer can't be used: " + e.getMessage());
            }
        }
        if (!made) {
            handover.giveBack(frame);
            return;
        }
        int size = frame.size();
        if (handover.send(to, frame, context)) {
            frames.increment();
            bytes.add(size);
            if (frame != data) {
                copied.increment();
            }
        }
    }

    private static boolean hasRoom(Buffer packet) {
        return packet.offset() >= FprimeFrame.HEADER_BYTES
            && packet.capacity() - packet.offset() - packet.size() >= FprimeFrame.TRAILER_BYTES;
    }

    /** {@return a buffer from the pool of the size of the frame; the packet's own if none is free} */
    private Buffer bufferFor(Buffer packet) {
        long size = (long) FprimeFrame.HEADER_BYTES + packet.size() + FprimeFrame.TRAILER_BYTES;
        BufferGet from = buffers;
        String why = "there is no pool";
        if (from != null && size <= Integer.MAX_VALUE) {
            try {
                Buffer buffer = from.allocate((int) size);
                if (buffer.isValid() && buffer.size() == size) {
                    return buffer;
                }
                why = buffer.isValid() ? "the pool gave one of " + buffer.size() + " bytes" : "the pool has none";
                buffer.close();
            } catch (RuntimeException | LinkageError e) {
                // Whatever a foreign pool throws is as good as no buffer.
                why = "the pool threw " + e;
            }
        }
        if (noBufferAvailable.occurs()) {
            noBufferAvailable.warn("a frame of " + size + " bytes needs a buffer, but " + why + "; the packet goes back");
        }
        return packet;
    }

    private static void copy(Buffer packet, Buffer frame) {
        ByteBuffer to = WholeSlot.bytes(frame);
        to.put(frame.offset() + FprimeFrame.HEADER_BYTES, WholeSlot.bytes(packet), packet.offset(), packet.size());
    }

    /** Puts header and trailer around the payload, which is in its place. */
    private static void complete(Buffer frame, int payload, CRC32 crc) {
        ByteBuffer to = WholeSlot.bytes(frame);
        int start = frame.offset();
        int trailer = start + FprimeFrame.HEADER_BYTES + payload;
        to.putInt(start, FprimeFrame.START_WORD).putInt(start + 4, payload);
        crc.reset();
        crc.update(to.limit(trailer));
        to.limit(trailer + FprimeFrame.TRAILER_BYTES).putInt(trailer, (int) crc.getValue());
    }

    @Override
    public FramerDTO snapshot() {
        FramerDTO dto = new FramerDTO();
        dto.portName = portName;
        dto.frames = frames.sum();
        dto.bytes = bytes.sum();
        dto.copied = copied.sum();
        dto.outstanding = handovers.outstanding();
        dto.noOutput = noOutput.count();
        dto.noBufferAvailable = noBufferAvailable.count();
        dto.invalidBuffers = invalidBuffer.count();
        dto.outputFailures = handovers.outputFailures();
        dto.misuses = handovers.misuses();
        return dto;
    }

    @Override
    public void clearThrottles() {
        noOutput.clear();
        noBufferAvailable.clear();
        invalidBuffer.clear();
        handovers.clearThrottles();
    }
}
