// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;
import testkit.Fuzzing;
import testkit.LogLines;
import testkit.Mutator;

/** Gives a framer packets of all sizes with any room around them, while its pool is empty at times and its output throws. */
final class FramerFuzz implements Fuzzing.Target {

    private final Mutator mutator;
    private final RealPool packets = new RealPool("64x1", "1024x1");
    private final RealPool frames = new RealPool("64x1", "1024x1");
    private final FramerComponent framer = new FramerComponent("f");
    private byte[] frame;
    private boolean outputThrows;
    private int returned;

    FramerFuzz(Mutator mutator) {
        this.mutator = mutator;
        framer.loggerFactory = new LogLines().factory();
        framer.output = (data, context, sender) -> {
            frame = new byte[data.size()];
            WholeSlot.bytes(data).get(frame);
            boolean first = mutator.below(2) == 0;
            if (!outputThrows || first) {
                sender.dataReturn(data, context);
            }
            if (outputThrows) {
                throw new IllegalStateException("no");
            }
        };
    }

    @Override
    public int next() {
        Buffer packet = packets.allocate(1 + mutator.below(1024));
        int offset = mutator.below(packet.capacity() + 1);
        int size = mutator.below(packet.capacity() - offset + 1);
        WholeSlot.setBounds(packet, offset, size);
        byte[] payload = mutator.bytes(size);
        WholeSlot.bytes(packet).put(payload);
        boolean inPlace = offset >= 8 && packet.capacity() - offset - size >= 4;
        int gives = mutator.below(2);
        boolean poolThrows = mutator.below(20) == 0;
        framer.buffers = switch (mutator.below(4)) {
            case 0 -> null;
            case 1 -> wanted -> {
                if (poolThrows) {
                    throw new UnsupportedOperationException("no");
                }
                return frames.allocate(gives == 0 ? 2000 : Math.min(wanted, 1024) - 1);
            };
            default -> frames;
        };
        boolean fits = inPlace || framer.buffers == frames && size + 12 <= 1024;
        outputThrows = mutator.below(10) == 0;
        frame = null;
        returned = 0;
        framer.dataIn(packet, FrameContext.NONE, (data, context) -> returned++);
        check(fits == (frame != null), fits ? "no frame came" : "a frame came", payload);
        check(frame == null || isFrame(payload), "the frame is wrong", payload);
        check(returned == 1, "the packet came back " + returned + " times", payload);
        check(packet.offset() == offset && packet.size() == size, "its bounds are not what they were", payload);
        packet.close();
        check(packets.lent() + frames.lent() + packets.misuses() + frames.misuses() == 0, "a buffer is lost or misused", payload);
        return 1;
    }

    private boolean isFrame(byte[] payload) {
        CRC32 crc = new CRC32();
        crc.update(frame, 0, 8 + payload.length);
        HexFormat hex = HexFormat.of();
        return hex.formatHex(frame).equals("deadbeef" + hex.toHexDigits(payload.length) + hex.formatHex(payload)
            + hex.toHexDigits((int) crc.getValue()));
    }

    private static void check(boolean holds, String what, byte[] payload) {
        if (!holds) {
            throw new AssertionError(what + "; packet of " + payload.length + " bytes " + Arrays.toString(payload));
        }
    }

    @Override
    public void end() {
        packets.close();
        frames.close();
    }
}
