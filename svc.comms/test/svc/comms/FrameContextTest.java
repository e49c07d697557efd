// SPDX-License-Identifier: Apache-2.0
package svc.comms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

class FrameContextTest {

    private static final FrameContext SOME = FrameContext.NONE.withComQueueIndex(7).withApid(3).withSequenceCount(9).withVcId(5);

    @Test
    void knowsNothingByDefault() {
        assertEquals("queue 0, apid 255, sequence count 0, virtual channel 1", FrameContext.NONE.toString());
    }

    @Test
    void changesOneValueAtATime() {
        assertEquals("queue 7, apid 3, sequence count 9, virtual channel 5", SOME.toString());
        assertEquals("queue 8, apid 3, sequence count 9, virtual channel 5", SOME.withComQueueIndex(8).toString());
        assertEquals("queue 7, apid 8, sequence count 9, virtual channel 5", SOME.withApid(8).toString());
        assertEquals("queue 7, apid 3, sequence count 8, virtual channel 5", SOME.withSequenceCount(8).toString());
        assertEquals("queue 7, apid 3, sequence count 9, virtual channel 8", SOME.withVcId(8).toString());
    }

    @Test
    void isTheSameObjectWhenNothingChanges() {
        assertSame(SOME, SOME.withComQueueIndex(7).withApid(3).withSequenceCount(9).withVcId(5));
    }

    @Test
    void equalsOneWithTheSameFourValues() {
        FrameContext same = FrameContext.NONE.withVcId(5).withSequenceCount(9).withApid(3).withComQueueIndex(7);
        assertEquals(SOME, same);
        assertEquals(SOME.hashCode(), same.hashCode());
        assertNotEquals(SOME, SOME.withComQueueIndex(8));
        assertNotEquals(SOME, SOME.withApid(8));
        assertNotEquals(SOME, SOME.withSequenceCount(8));
        assertNotEquals(SOME, SOME.withVcId(8));
        assertNotEquals(SOME, null);
    }

    @Test
    void takesTheWholeRangeAndNoMore() {
        ranges("comQueueIndex", 32_767, SOME::withComQueueIndex);
        ranges("apid", 65_535, SOME::withApid);
        ranges("sequenceCount", 16_383, SOME::withSequenceCount);
        ranges("vcId", 63, SOME::withVcId);
    }

    private static void ranges(String name, int max, IntFunction<FrameContext> with) {
        assertNotEquals(with.apply(0), with.apply(max));
        for (int wrong : new int[] {-1, max + 1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Exception refusal = assertThrows(IllegalArgumentException.class, () -> with.apply(wrong));
            assertEquals("frame context: " + name + " " + wrong + " is out of range; give 0 to " + max, refusal.getMessage());
        }
    }
}
