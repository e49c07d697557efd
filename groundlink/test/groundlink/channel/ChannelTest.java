// SPDX-License-Identifier: Apache-2.0
package groundlink.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;

class ChannelTest {

    private static final String FRAME = "00".repeat(32);

    private final RealPool pool = new RealPool("2048x8");
    private final List<String> came = new ArrayList<>();
    private int returned;

    @AfterEach
    void everyBufferIsHome() {
        assertEquals(0, pool.lent() + pool.misuses());
        pool.close();
    }

    /** Sends frames of 32 zeros. {@return what came out} */
    private List<String> send(String spec, int frames) {
        return send(channel(spec), frames);
    }

    private Channel channel(String spec) {
        Channel channel = new Channel(ChannelSpec.parse(spec));
        channel.buffers = pool;
        channel.output = (data, context, sender) -> {
            ByteBuffer bytes = WholeSlot.bytes(data);
            byte[] all = new byte[bytes.remaining()];
            bytes.get(all);
            came.add(HexFormat.of().formatHex(all));
            sender.dataReturn(data, context);
        };
        return channel;
    }

    private List<String> send(Channel channel, int frames) {
        came.clear();
        returned = 0;
        for (int i = 0; i < frames; i++) {
            Buffer frame = pool.allocate(40).advance(8);
            WholeSlot.bytes(frame).put(new byte[32]);
            channel.dataIn(frame, FrameContext.NONE, (data, context) -> {
                returned++;
                data.close();
            });
        }
        assertEquals(frames, returned);
        return List.copyOf(came);
    }

    @Test
    void handsAllOnWithoutErrors() {
        assertEquals(List.of(FRAME, FRAME, FRAME), send("seed=1", 3));
    }

    @Test
    void losesOneInSoMany() {
        int got = send("seed=1,losses=10", 1000).size();

        assertTrue(got > 850 && got < 950, got + " of 1000");
        assertEquals(0, send("losses=1", 10).size());
    }

    @Test
    void sendsOneInSoManyTwice() {
        assertEquals(List.of(FRAME, FRAME, FRAME, FRAME), send("repeats=1", 2));
        int got = send("seed=1,repeats=10", 1000).size();
        assertTrue(got > 1050 && got < 1150, got + " of 1000");
    }

    @Test
    void spoilsExactlyOneBitOfAFrame() {
        for (String each : send("seed=1,bit.errors=1", 50)) {
            int ones = HexFormat.of().parseHex(each).length == 32 ? 0 : -1;
            for (byte octet : HexFormat.of().parseHex(each)) {
                ones += Integer.bitCount(octet & 0xFF);
            }
            assertEquals(1, ones, each);
        }
    }

    @Test
    void sendsGarbageBeforeAFrameThatHalfOfTheTimeBeginsAsAFrame() {
        List<String> got = send("seed=1,garbage=1", 100);

        assertEquals(200, got.size());
        long pretended = 0;
        for (int i = 0; i < 200; i += 2) {
            assertNotEquals(FRAME, got.get(i));
            assertEquals(FRAME, got.get(i + 1));
            pretended += got.get(i).startsWith("deadbeef") ? 1 : 0;
        }
        assertTrue(pretended > 30 && pretended < 70, pretended + " of 100");
    }

    @Test
    void doesTheSameForTheSameSeed() {
        String spec = "seed=5,bit.errors=3,losses=4,repeats=5,garbage=6";
        List<String> first = send(spec, 200);

        assertEquals(first, send(spec, 200));
        assertNotEquals(first, send(spec.replace("5,", "6,"), 200));
    }

    @Test
    void doesWhatItCanWithoutABuffer() {
        Channel channel = channel("repeats=1,garbage=1");
        channel.buffers = null;

        assertEquals(List.of(FRAME, FRAME), send(channel, 2));
        channel.buffers = size -> {
            throw new IllegalStateException("it has stopped");
        };
        assertEquals(List.of(FRAME, FRAME), send(channel, 2));
    }

    @Test
    void losesAllWithoutAnOutput() {
        Channel channel = channel("");
        channel.output = null;

        assertEquals(List.of(), send(channel, 2));
        assertEquals("seed 0: 0 bit errors, 2 losses, 0 repeats, garbage 0 times", channel.toString());
    }

    @Test
    void keepsNoBufferIfItsOutputThrows() {
        Channel channel = channel("repeats=1,garbage=1");
        channel.output = (data, context, sender) -> {
            throw new IllegalStateException("broken output");
        };
        Buffer frame = pool.allocate(32);
        assertThrows(IllegalStateException.class,
            () -> channel.dataIn(frame, FrameContext.NONE, (data, context) -> data.close()));
        frame.close();
    }
}
