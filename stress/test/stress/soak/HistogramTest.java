// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void isZeroWhenNothingWasAdded() {
        assertEquals(0, histogram.count());
        assertEquals(0, histogram.quantile(0.5));
        assertEquals(0, histogram.max());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 17, 31, 32, 1000, 1_000_000, 123_456_789_012L, Long.MAX_VALUE})
    void givesEachValueToWithinASixteenth(long value) {
        histogram.add(value);
        histogram.add(Long.MAX_VALUE);
        long median = histogram.quantile(0.5);
        assertTrue(median >= value && median - value <= value / 16, () -> value + " became " + median);
    }

    @Test
    void findsTheRareOne() {
        for (int i = 0; i < 9_999; i++) {
            histogram.add(100);
        }
        histogram.add(5_000_000);
        assertTrue(histogram.quantile(0.9999) < 110);
        assertEquals(5_000_000, histogram.quantile(0.99991));
        assertEquals(5_000_000, histogram.max());
    }

    @Test
    void takesInAnother() {
        Histogram other = new Histogram();
        other.add(7);
        histogram.add(3);
        histogram.add(other);
        assertEquals(2, histogram.count());
        assertEquals(3, histogram.quantile(0.5));
        assertEquals(7, histogram.max());
    }
}
