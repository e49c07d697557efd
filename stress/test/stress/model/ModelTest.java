// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import svc.buffermanager.provider.SteppedPools;

/** The real manager does as the model says, whatever the calls are; and calls of every kind come. */
@Timeout(120)
class ModelTest {

    private static final int SEQUENCES = 400;
    private static final Duration LONG = Duration.ofMinutes(5);
    /** What the calls must have come to, to be a test of all that is promised. */
    private static final List<String> DUE = List.of(
        "allocate: works", "allocate: no buffer", "allocate: IllegalArgumentException", "allocate: IllegalStateException",
        "allocate: IndexOutOfBoundsException", "allocate: ArrayStoreException", "allocate: NullPointerException",
        "deallocate: works", "deallocate: BufferMisuseException NOT_LENT", "deallocate: BufferMisuseException FOREIGN",
        "deallocate: BufferMisuseException EXPIRED", "deallocate: NullPointerException", "deallocate: IndexOutOfBoundsException",
        "deallocate: several refusals",
        "close: works", "close: BufferMisuseException NOT_LENT", "close: BufferMisuseException EXPIRED",
        "setSize: works", "setSize: BufferMisuseException OUT_OF_RANGE", "setSize: BufferMisuseException NOT_LENT",
        "advance: works", "advance: BufferMisuseException OUT_OF_RANGE", "advance: BufferMisuseException NOT_LENT",
        "write: works", "write: IllegalStateException", "write: BufferMisuseException NOT_LENT",
        "read: works", "read: IllegalStateException", "read: BufferMisuseException NOT_LENT",
        "readBeyond: IndexOutOfBoundsException", "readKept: works", "readKept: IllegalStateException",
        "segment: BufferMisuseException NOT_LENT", "byteBuffer: BufferMisuseException NOT_LENT",
        "publish: works", "publish: MemoryUnavailableException", "withdraw: works", "end: works", "end: IllegalStateException",
        "schedIn: works", "schedIn: IllegalStateException", "clearThrottles: works");

    @Test
    void theManagerDoesAsTheModelSays() {
        Tally tally = Sequences.run(SteppedPools::new, 1, LONG, SEQUENCES);
        assertNull(tally.mismatch(), tally::toString);
        assertEquals(SEQUENCES, tally.sequences());
        assertTrue(tally.steps() > SEQUENCES * 50L, tally::toString);
        List<String> missing = new ArrayList<>(DUE);
        missing.removeAll(tally.outcomes().keySet());
        assertEquals(List.of(), missing);
    }

    @Test
    void aSeedGivesTheSameStepsEachTime() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        Tally tally = Sequences.replay(SteppedPools::new, 42, first::add);
        Sequences.replay(SteppedPools::new, 42, second::add);
        assertTrue(tally.isGood(), tally::toString);
        assertEquals(tally.steps(), first.size());
        assertEquals(first, second);
    }

    @Test
    void aTimeInWhichNothingIsDoneIsNotGood() {
        assertFalse(Sequences.run(SteppedPools::new, 1, Duration.ZERO, SEQUENCES).isGood());
    }
}
