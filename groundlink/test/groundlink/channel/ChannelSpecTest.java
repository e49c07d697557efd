// SPDX-License-Identifier: Apache-2.0
package groundlink.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class ChannelSpecTest {

    @Test
    void readsWhatATextSays() {
        ChannelSpec spec = ChannelSpec.parse("seed=-7, bit.errors=1,losses=2,repeats=3,garbage=4");

        assertEquals(Map.of("seed", -7L, "bit.errors", 1, "losses", 2, "repeats", 3, "garbage", 4), spec.properties());
        assertTrue(spec.isBad());
    }

    @ParameterizedTest
    @NullAndEmptySource
    void isGoodWithoutAText(String text) {
        assertFalse(ChannelSpec.parse(text).isBad());
    }

    @Test
    void isGoodWithASeedOnly() {
        assertFalse(ChannelSpec.parse("seed=7").isBad());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"fish=1|'fish=1' is unknown", "losses|'' is no number", "losses=x|'x' is no number",
        "losses=1,|'' is unknown", "losses=-1|losses -1 is negative"})
    void refusesWhatItCannotRead(String text, String why) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ChannelSpec.parse(text));

        assertTrue(e.getMessage().contains(why), e.getMessage());
    }
}
