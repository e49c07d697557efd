// SPDX-License-Identifier: Apache-2.0
package bench.report;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void medianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertEquals(2, Figure.median(List.of(9.0, 2.0, 1.0)));
        assertEquals(3, Figure.median(List.of(9.0, 4.0, 2.0, 1.0)));
    }

    @Test
    void numbersHaveThreeDigitsThatCount() {
        assertEquals("0.00", Figure.number(0));
        assertEquals("0.05", Figure.number(0.0512));
        assertEquals("7.12", Figure.number(7.123));
        assertEquals("71.2", Figure.number(71.23));
        assertEquals("712", Figure.number(712.3));
        assertEquals("71,234", Figure.number(71234));
    }
}
