// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
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
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.Crc32Sender;
import svc.comms.FrameContext;
import svc.comms.parts.Event;
import svc.comms.parts.Handover;
import svc.comms.parts.Handovers;
import svc.comms.parts.WholeSlot;
import svc.framing.Deframer;
import svc.framing.DeframerDTO;
import svc.framing.FprimeFrame;
import svc.framing.PacketDescriptor;

/** A deframer. Nothing of it is needed for packets that come back when it has been deactivated: their handovers know the way. */
@Component(name = Deframer.PID, service = {Deframer.class, ComDataIn.class}, immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DeframerConfiguration.class, factory = true)
public final class DeframerComponent implements Deframer, ComDataIn {

    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int OVERHEAD = FprimeFrame.HEADER_BYTES + FprimeFrame.TRAILER_BYTES;
    /** Instead of a payload's length. */
    private static final int REFUSED = -1;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile ComDataIn output;

    private final String portName;
    private final boolean checksCrc;
    private final Event noOutput;
    private final Event invalidBuffer;
    private final Event invalidStartWord;
    private final Event invalidLength;
    private final Event invalidChecksum;
    private final Event payloadTooShort;
    private final Handovers handovers;
    private final ApidContexts contexts = new ApidContexts();

    /** Makes a deframer of this configuration. */
    @Activate
    public DeframerComponent(DeframerConfiguration configuration) {
        this(configuration.port_name(), configuration.check_crc());
    }

    DeframerComponent(String portName, boolean checksCrc) {
        this.portName = portName;
        this.checksCrc = checksCrc;
        Log log = new Log(PID, () -> loggerFactory);
        String name = "deframer " + portName;
        noOutput = new Event(log, name, "NoOutput");
        invalidBuffer = new Event(log, name, "InvalidBufferReceived");
        invalidStartWord = new Event(log, name, "InvalidStartWord");
        invalidLength = new Event(log, name, "InvalidLengthReceived");
        invalidChecksum = new Event(log, name, "InvalidChecksum");
        payloadTooShort = new Event(log, name, "PayloadTooShort");
        handovers = new Handovers(log, name);
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        ComDataIn to = output;
        if (to == null || to == this) {
            if (noOutput.occurs()) {
                noOutput.warn("nobody takes packets; a frame of " + data.size() + " bytes goes back");
            }
            sender.dataReturn(data, context);
            return;
        }
        Handover handover = handovers.take(data, context, sender);
        int length = REFUSED;
        int apid = FrameContext.UNKNOWN_APID;
        try {
            if (isLongEnough(data)) {
                int start = data.offset();
                MemorySegment bytes = WholeSlot.segment(data);
                length = payloadLength(bytes, data, sender, handover.crc);
                if (length != REFUSED) {
                    apid = apid(bytes, start + FprimeFrame.HEADER_BYTES, length);
                    data.advance(FprimeFrame.HEADER_BYTES).setSize(length);
                }
            }
        } catch (IllegalStateException e) {
            length = REFUSED;
            if (invalidBuffer.occurs()) {
                invalidBuffer.warn("the memory of a frame of " + data.size() + " bytes can't be used: " + e.getMessage());
            }
        }
        if (length == REFUSED) {
            handover.giveBack(data);
        } else {
            handover.send(to, data, contexts.with(context, apid));
        }
    }

    private boolean isLongEnough(Buffer frame) {
        int size = frame.size();
        if (size < OVERHEAD && invalidBuffer.occurs()) {
            invalidBuffer.warn("a buffer of " + size + " bytes; a frame has at least " + OVERHEAD);
        }
        return size >= OVERHEAD;
    }

    /** {@return how many bytes of payload the frame has, or REFUSED} */
    private int payloadLength(MemorySegment from, Buffer frame, ComReturn sender, CRC32 crc) {
        int start = frame.offset();
        int size = frame.size();
        int startWord = from.get(INT, start);
        if (startWord != FprimeFrame.START_WORD) {
            if (invalidStartWord.occurs()) {
                invalidStartWord.warn("a frame begins with 0x" + Integer.toHexString(startWord) + ", not 0x"
                    + Integer.toHexString(FprimeFrame.START_WORD));
            }
            return REFUSED;
        }
        long length = Integer.toUnsignedLong(from.get(INT, start + 4));
        if (length > size - OVERHEAD) {
            if (invalidLength.occurs()) {
                invalidLength.warn("a frame of " + size + " bytes says that its payload has " + length);
            }
            return REFUSED;
        }
        if (!checksCrc) {
            return (int) length;
        }
        int trailer = start + FprimeFrame.HEADER_BYTES + (int) length;
        int received = from.get(INT, trailer);
        if (sender instanceof Crc32Sender known && known.hasCrc32(frame, trailer - start, received)) {
            return (int) length;
        }
        crc.reset();
        crc.update(WholeSlot.bytes(frame).limit(trailer));
        if ((int) crc.getValue() != received) {
            if (invalidChecksum.occurs()) {
                invalidChecksum.warn("a frame of " + size + " bytes says that its CRC is 0x" + Integer.toHexString(received)
                    + "; it is 0x" + Integer.toHexString((int) crc.getValue()));
            }
            return REFUSED;
        }
        return (int) length;
    }

    /** {@return the descriptor of the packet that begins at start, as apid} */
    private int apid(MemorySegment from, int start, int length) {
        if (length < PacketDescriptor.BYTES) {
            if (payloadTooShort.occurs()) {
                payloadTooShort.warn("a payload of " + length + " bytes has no descriptor; it is sent on as unknown");
            }
            return FrameContext.UNKNOWN_APID;
        }
        int descriptor = Short.toUnsignedInt(from.get(SHORT, start));
        return descriptor <= PacketDescriptor.MAX ? descriptor : FrameContext.UNKNOWN_APID;
    }

    @Override
    public DeframerDTO snapshot() {
        DeframerDTO dto = new DeframerDTO();
        dto.portName = portName;
        dto.packets = handovers.taken();
        dto.bytes = handovers.takenBytes();
        dto.outstanding = handovers.outstanding();
        dto.noOutput = noOutput.count();
        dto.invalidBuffers = invalidBuffer.count();
        dto.invalidStartWords = invalidStartWord.count();
        dto.invalidLengths = invalidLength.count();
        dto.invalidChecksums = invalidChecksum.count();
        dto.shortPayloads = payloadTooShort.count();
        dto.outputFailures = handovers.outputFailures();
        dto.misuses = handovers.misuses();
        return dto;
    }

    @Override
    public void clearThrottles() {
        noOutput.clear();
        invalidBuffer.clear();
        invalidStartWord.clear();
        invalidLength.clear();
        invalidChecksum.clear();
        payloadTooShort.clear();
        handovers.clearThrottles();
    }
}
