// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class LongTurnsTest {

    private final List<String> told = new ArrayList<>();
    private final LongTurns turns = new LongTurns(Duration.ofMillis(1), told::add);
    private final Turn turn = new Turn("consumer 7");

    LongTurnsTest() {
        turns.add(turn);
    }

    /** Until what the turn may take is over. */
    private static void outlast() throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start <= 2_000_000) {
            Thread.sleep(1);
        }
    }

    @Test
    void tellsALongOneOnceAndWhatTheThreadsAreAt() throws Exception {
        turn.begin();
        outlast();
        turns.look();
        turns.look();
        assertEquals("a turn of consumer 7 has taken 1 ms, and goes on", told.getFirst());
        assertTrue(told.get(1).contains("LongTurnsTest.tellsALongOneOnceAndWhatTheThreadsAreAt"), () -> told.get(1));
        assertEquals(2, told.size());
    }

    @Test
    void tellsTheNextLongOneToo() throws Exception {
        for (int i = 0; i < 2; i++) {
            turn.begin();
            outlast();
            turns.look();
        }
        assertEquals(2, told.stream().filter(line -> line.startsWith("a turn of")).count());
    }

    @Test
    void tellsNoneThatHasEndedOrNotBegun() throws Exception {
        turns.look();
        turn.begin();
        turn.end();
        outlast();
        turns.look();
        assertEquals(List.of(), told);
    }

    @Test
    void dumpsThreadsThreeTimesAtMost() throws Exception {
        for (int i = 0; i < 5; i++) {
            turn.begin();
            outlast();
            turns.look();
        }
        assertEquals(5 + 3, told.size());
    }
}
