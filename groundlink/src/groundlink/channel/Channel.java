// SPDX-License-Identifier: Apache-2.0
package groundlink.channel;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

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
import svc.framing.FprimeFrame;
import svc.comms.parts.Handovers;
import svc.comms.parts.WholeSlot;

/**
 * A bad channel: hands frames on to its output, but loses some, sends some twice, with a wrong bit, or after garbage. Half of the
 * garbage begins as a frame does. Any thread may send; what happens to which frame is decided in the order of the calls.
 */
@Component(name = Channel.PID, service = {Channel.class, ComDataIn.class}, immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ChannelConfiguration.class, factory = true)
public final class Channel implements ComDataIn {

    /** The factory PID of its configuration. */
    public static final String PID = "groundlink.channel";

    private static final int MAX_GARBAGE_BYTES = 1024;
    /** The longest frame that garbage pretends to be. */
    private static final int MAX_PRETENDED_BYTES = 64 * 1024;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile ComDataIn output;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile BufferGet buffers;

    private final ChannelSpec spec;
    private final Dice dice;
    private final Handovers handovers;
    private final ComReturn home = (data, context) -> data.close();
    private final LongAdder bitErrors = new LongAdder();
    private final LongAdder losses = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder garbage = new LongAdder();

    /** Makes a channel of this configuration; a good one if that is refused. */
    @Activate
    public Channel(ChannelConfiguration configuration) {
        Log log = new Log(PID, () -> loggerFactory);
        ChannelSpec said = ChannelSpec.GOOD;
        try {
            said = new ChannelSpec(configuration.seed(), configuration.bit_errors(), configuration.losses(),
                configuration.repeats(), configuration.garbage());
        } catch (IllegalArgumentException e) {
            log.error("channel " + configuration.port_name() + " changes nothing: " + e.getMessage());
        }
        spec = said;
        dice = new Dice(spec);
        handovers = new Handovers(log, "channel " + configuration.port_name());
    }

    Channel(ChannelSpec spec) {
        this.spec = spec;
        dice = new Dice(spec);
        handovers = new Handovers(new Log(PID, () -> loggerFactory), "channel");
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        int fate;
        synchronized (dice) {
            fate = dice.fate();
        }
        ComDataIn to = output;
        if (to == null || (fate & Dice.LOSS) != 0) {
            losses.increment();
            sender.dataReturn(data, context);
            return;
        }
        if ((fate & Dice.GARBAGE) != 0) {
            sendGarbage(to, context);
        }
        Buffer copy = (fate & Dice.REPEAT) == 0 ? null : copy(data);
        if ((fate & Dice.BIT_ERROR) != 0) {
            spoil(data);
        }
        try {
            to.dataIn(data, context, sender);
        } finally {
            if (copy != null) {
                repeats.increment();
                handovers.take(copy, context, home).send(to, copy, context);
            }
        }
    }

    /** {@return a copy of the frame; null if there is no buffer for one} */
    private Buffer copy(Buffer frame) {
        Buffer copy = allocate(frame.size());
        if (copy != null) {
            try {
                WholeSlot.bytes(copy).put(WholeSlot.bytes(frame));
            } catch (IllegalStateException e) {
                // The memory of one of them has ended.
                copy.close();
                return null;
            }
        }
        return copy;
    }

    private void spoil(Buffer frame) {
        try {
            ByteBuffer bytes = WholeSlot.bytes(frame);
            if (bytes.hasRemaining()) {
                int at;
                int bit;
                synchronized (dice) {
                    at = bytes.position() + dice.number(bytes.remaining());
                    bit = dice.number(Byte.SIZE);
                }
                bytes.put(at, (byte) (bytes.get(at) ^ 1 << bit));
                bitErrors.increment();
            }
        } catch (IllegalStateException e) {
            // Its memory has ended: that is bad enough.
            return;
        }
    }

    private void sendGarbage(ComDataIn to, FrameContext context) {
        Buffer buffer = allocate(MAX_GARBAGE_BYTES);
        if (buffer != null) {
            try {
                fill(buffer);
            } catch (IllegalStateException e) {
                // Its memory has ended just now.
                buffer.close();
                return;
            }
            garbage.increment();
            handovers.take(buffer, context, home).send(to, buffer, context);
        }
    }

    private void fill(Buffer buffer) {
        ByteBuffer bytes = WholeSlot.bytes(buffer);
        synchronized (dice) {
            int length = FprimeFrame.HEADER_BYTES + dice.number(MAX_GARBAGE_BYTES - FprimeFrame.HEADER_BYTES);
            if (dice.number(2) == 0) {
                bytes.putInt(FprimeFrame.START_WORD).putInt(dice.number(MAX_PRETENDED_BYTES));
            }
            while (bytes.position() < length) {
                bytes.put((byte) dice.number(256));
            }
            buffer.setSize(length);
        }
    }

    private Buffer allocate(int size) {
        BufferGet from = buffers;
        try {
            Buffer buffer = from == null ? null : from.allocate(size);
            return buffer == null || !buffer.isValid() ? null : buffer;
        } catch (IllegalStateException e) {
            // The pool is stopping: it has none.
            return null;
        }
    }

    /** {@return for people: its seed, and what it has done} */
    @Override
    public String toString() {
        return "seed " + spec.seed() + ": " + bitErrors + " bit errors, " + losses + " losses, " + repeats + " repeats, garbage "
            + garbage + " times";
    }
}
