// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComDataIn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;
import testkit.Fuzzing;
import testkit.Mutator;

/**
 * Gives a deframer damaged frames, and holds what it does against a plain reading of the format. The first difference ends it,
 * with the input in its message.
 */
final class DeframerFuzz implements Fuzzing.Target {

    private static final int SLOT = 1024;

    private final Mutator mutator;
    private final RealPool pool = new RealPool(SLOT + "x1");
    private final ComDataIn deframer;
    private final List<byte[]> frames = new ArrayList<>();
    private byte[] packet;
    private long inputs;
    private long good;
    private int returned;

    /** The frames' way on. */
    interface Way {
        ComDataIn to(ComDataIn output);
    }

    DeframerFuzz(Mutator mutator, Way target) {
        this.mutator = mutator;
        deframer = target.to((data, context, sender) -> {
            packet = new byte[data.size()];
            WholeSlot.bytes(data).get(packet);
            // What a receiver may do to it.
            WholeSlot.setBounds(data, mutator.below(SLOT), 0);
            sender.dataReturn(data, context);
        });
        for (int size : new int[] {0, 1, 2, 3, 6, 19, 64, 200}) {
            frames.add(frame(mutator.bytes(size)));
        }
    }

    private static byte[] frame(byte[] payload) {
        byte[] frame = new byte[payload.length + 12];
        put(frame, 0, 0xDEADBEEF);
        put(frame, 4, payload.length);
        System.arraycopy(payload, 0, frame, 8, payload.length);
        put(frame, 8 + payload.length, crc(frame, 8 + payload.length));
        return frame;
    }

    private static void put(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> 24 - 8 * i);
        }
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** {@return the payload of a frame; null if it is none} */
    private static byte[] payload(byte[] frame) {
        if (frame.length < 12 || !HexFormat.of().formatHex(frame, 0, 4).equals("deadbeef")) {
            return null;
        }
        long length = Long.parseLong(HexFormat.of().formatHex(frame, 4, 8), 16);
        if (length + 12 > frame.length) {
            return null;
        }
        int end = 8 + (int) length;
        return HexFormat.of().toHexDigits(crc(frame, end)).equals(HexFormat.of().formatHex(frame, end, end + 4))
            ? Arrays.copyOfRange(frame, 8, end)
            : null;
    }

    @Override
    public int next() {
        byte[] input = mutator.changed(mutator.oneOf(frames), frames);
        if (input.length >= 12 && mutator.below(4) == 0) {
            // So that damage to the length and the payload gets past the CRC.
            int end = (int) Math.min(Integer.toUnsignedLong(ByteBuffer.wrap(input).getInt(4)), input.length - 12) + 8;
            put(input, end, crc(input, end));
        }
        inputs++;
        if (one(input)) {
            good++;
        }
        return 1;
    }

    private boolean one(byte[] input) {
        int offset = mutator.below(SLOT - input.length);
        Buffer buffer = pool.allocate(SLOT);
        WholeSlot.setBounds(buffer, offset, input.length);
        WholeSlot.bytes(buffer).put(input);
        packet = null;
        returned = 0;
        try {
            deframer.dataIn(buffer, FrameContext.NONE, (data, context) -> returned++);
        } catch (RuntimeException e) {
            throw new AssertionError("it threw; input " + HexFormat.of().formatHex(input), e);
        }
        byte[] expected = payload(input);
        check(Arrays.equals(expected, packet), "the packet is not what the frame says", input);
        check(returned == 1, "returned " + returned + " times", input);
        check(buffer.offset() == offset && buffer.size() == input.length, "the bounds are not what they were", input);
        buffer.close();
        return expected != null;
    }

    private static void check(boolean holds, String what, byte[] input) {
        if (!holds) {
            throw new AssertionError(what + "; input " + HexFormat.of().formatHex(input));
        }
    }

    @Override
    public void end() {
        if (good < inputs / 20 || good > inputs - inputs / 20) {
            throw new AssertionError(good + " of " + inputs + " inputs are good frames: that tells little");
        }
        if (pool.lent() + pool.misuses() != 0) {
            throw new AssertionError(pool.lent() + " buffers are lost, " + pool.misuses() + " were misused");
        }
        pool.close();
    }
}
