// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import groundlink.link.Answer.State;

class AnswerTest {

    private final ByteBuffer packet = ByteBuffer.allocate(Answer.MAX_BYTES);

    private Answer through(Answer answer) {
        packet.clear();
        answer.write(packet);
        return Answer.read(packet.flip());
    }

    @Test
    void comesOutAsItWentIn() {
        Answer came = through(new Answer(7, State.COMING, 0xFFFF_FFFFL, "a/\u00e4", "", 0, 5, 0x8000_0000L, 0xFFFF_FFFFL));

        assertTrue(came.says(State.COMING, "a/\u00e4", 0xFFFF_FFFFL));
        assertEquals(7, came.number());
        assertArrayEquals(new long[] {0, 5, 0x8000_0000L, 0xFFFF_FFFFL}, came.missing());
        assertEquals(5 + 0x7FFF_FFFFL, came.missingBytes());
    }

    @Test
    void saysNothingOfAnotherFile() {
        Answer came = through(new Answer(7, State.RECEIVED, 5, "a", "sha"));

        assertEquals("sha", came.detail());
        assertFalse(came.says(State.RECEIVED, "b", 5));
        assertFalse(came.says(State.RECEIVED, "a", 6));
        assertFalse(came.says(State.COMING, "a", 5));
    }

    @Test
    void fitsIntoItsPacketHoweverMuchThereIsToSay() {
        long[] missing = new long[2 * 257];
        Answer came = through(new Answer(Integer.MAX_VALUE, State.FAILED, 1, "d".repeat(300), "why".repeat(1000), missing));

        assertEquals(255, came.destination().length());
        assertEquals(1000, came.detail().length());
        assertEquals(514, came.missing().length);
    }

    @Test
    void isNoneIfItIsCutOffAnywhere() {
        new Answer(7, State.COMING, 10, "name", "detail", 0, 5).write(packet);
        int length = packet.position();
        for (int cut = 0; cut < length; cut++) {
            assertNull(Answer.read(packet.duplicate().position(0).limit(cut)), "cut at " + cut);
        }
        assertNotNull(Answer.read(packet.duplicate().position(0).limit(length)));
    }

    @Test
    void isNoneOrWellFormedWhateverComes() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            packet.clear();
            new Answer(7, State.COMING, 10, "name", "detail", 0, 5).write(packet);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                packet.put(random.nextInt(packet.position()), (byte) random.nextInt());
            }
            Answer came = Answer.read(packet.flip());
            assertTrue(came == null || came.missing().length % 2 == 0);
        }
    }

    @Test
    void aQuestionHasItsNumber() {
        Answer.writeQuestion(packet, 42, 100);
        assertEquals(110, packet.position());
        assertEquals(42, Answer.readQuestion(packet.flip()));
    }

    @Test
    void whatIsNoQuestionHasNoNumber() {
        assertEquals(-1, Answer.readQuestion(ByteBuffer.allocate(9)));
        assertEquals(-1, Answer.readQuestion(ByteBuffer.allocate(10)));
        assertEquals(-1, Answer.readQuestion(ByteBuffer.wrap(Arrays.copyOf(new byte[] {0, 3}, 20))));
    }
}
