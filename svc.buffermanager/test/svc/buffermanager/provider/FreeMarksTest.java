// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class FreeMarksTest {

    private final FreeMarks marks = new FreeMarks(70);

    private List<Integer> from(int hand, int group) {
        List<Integer> found = new ArrayList<>();
        for (int left = FreeMarks.from(hand, marks.of(group)); left != 0; left &= left - 1) {
            found.add(FreeMarks.lowest(hand, left));
        }
        return found;
    }

    @Test
    void noneIsMarkedAtFirst() {
        for (int group = 0; group < FreeMarks.groups(70); group++) {
            assertTrue(FreeMarks.isEmpty(marks.of(group)));
        }
    }

    @Test
    void thoseOfAGroupComeFromTheHandOnAndRound() {
        for (int slot : new int[] {32, 40, 63, 64}) {
            marks.set(slot);
        }
        assertEquals(List.of(0, 8, 31), from(0, 1));
        assertEquals(List.of(8, 31, 0), from(1, 1));
        assertEquals(List.of(8, 31, 0), from(8, 1));
        assertEquals(List.of(31, 0, 8), from(64 + 31, 1), "of a hand only its place in the group counts");
        assertEquals(List.of(0), from(5, 2));
        assertTrue(from(5, 0).isEmpty());
    }

    @Test
    void marksAreTakenAway() {
        marks.set(33);
        marks.set(63);
        marks.clear(1, 1 << 31, marks.of(1));
        assertEquals(List.of(1), from(0, 1));
        marks.clear(1, 1 << 1, marks.of(1));
        assertTrue(FreeMarks.isEmpty(marks.of(1)));
    }

    @Test
    void noMarkIsTakenAwayIfOneWasSetSinceEvenIfItWasThere() {
        marks.set(33);
        long seen = marks.of(1);
        marks.set(33);
        marks.clear(1, 1 << 1, seen);
        assertFalse(FreeMarks.isEmpty(marks.of(1)));
    }

    @Test
    void hasAGroupForEverySlot() {
        assertEquals(1, FreeMarks.groups(1));
        assertEquals(1, FreeMarks.groups(32));
        assertEquals(2, FreeMarks.groups(33));
        assertEquals(31_250, FreeMarks.groups(1_000_000));
    }
}
