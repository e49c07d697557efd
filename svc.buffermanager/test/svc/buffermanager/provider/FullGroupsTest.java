// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FullGroupsTest {

    private static final int GROUPS = 70;
    private final FullGroups full = new FullGroups(GROUPS);

    private void set(int group) {
        full.set(group, full.clearings(group));
    }

    @Test
    void passesOverFullGroups() {
        assertEquals(0, full.nextOpen(0, GROUPS));
        for (int group = 0; group < GROUPS; group++) {
            if (group != 5 && group != 31 && group != 64) {
                set(group);
            }
        }
        assertEquals(5, full.nextOpen(0, GROUPS));
        assertEquals(31, full.nextOpen(6, GROUPS));
        assertEquals(64, full.nextOpen(32, GROUPS));
        assertEquals(GROUPS, full.nextOpen(65, GROUPS));
        assertEquals(50, full.nextOpen(32, 50), "the end, if none before it is open");
    }

    @Test
    void aGroupThatWasClearedSinceItWasLookedAtIsNotNotedAsFull() {
        long clearings = full.clearings(3);
        full.clear(3);
        full.set(3, clearings);
        assertEquals(3, full.nextOpen(3, GROUPS));
        set(3);
        assertEquals(4, full.nextOpen(3, GROUPS));
    }

    @Test
    void allAreFullOnlyWhenAllAre() {
        for (int group = 0; group < GROUPS; group++) {
            assertFalse(full.wereAllFull(GROUPS));
            assertTrue(full.wereAllFull(group), "those before are");
            set(group);
        }
        assertTrue(full.wereAllFull(GROUPS));
        full.clear(69);
        assertFalse(full.wereAllFull(GROUPS));
        assertTrue(full.wereAllFull(69));
    }

    @Test
    void nothingIsFullVacuously() {
        assertTrue(full.wereAllFull(0));
    }
}
