// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinSpecTest {

    @Test
    void readsBinsInAnyOrderAndSortsThem() {
        assertEquals(List.of(new BinSpec(64, 1024), new BinSpec(2048, 20), new BinSpec(65536, 3)), BinSpec.parse("2048x20",
            "64KiBx3", "64x1024"));
    }

    @Test
    void readsSeveralBinsInOneString() {
        assertEquals(BinSpec.parse("1x1", "2x2", "3x3"), BinSpec.parse(" 3x3,1x1 \n 2x2, "));
    }

    @ParameterizedTest
    @CsvSource({"1x1,1,1", "2KiBx20,2048,20", "2kibX20,2048,20", "1MiBx2,1048576,2", "1GiBx1,1073741824,1", "7Bx2,7,2", "8×4,8,4",
        "2147483647x2147483647,2147483647,2147483647", "007x08,7,8"})
    void readsOneBin(String text, int size, int count) {
        assertEquals(List.of(new BinSpec(size, count)), BinSpec.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0x5,size 0", "-1x5,size -1", "5x0,count 0", "5x-3,count -3", "2147483648x1,2147483647", "2GiBx1,2147483647",
        "1x2147483648,2147483647", "99999999999999999999x1,2147483647", "9999999999GiBx1,2147483647", "64,SIZExCOUNT",
            "x,SIZExCOUNT",
        "64x,SIZExCOUNT", "x64,SIZExCOUNT", "64x1x1,SIZExCOUNT", "64*2,SIZExCOUNT", "1.5KiBx2,SIZExCOUNT", "2KBx2,'KB'",
            "2kx2,'k'",
        "0x40x2,SIZExCOUNT", "٣x٣x,SIZExCOUNT", "+5x5,SIZExCOUNT"})
    void refusesABinAndNamesItTheFaultAndTheForm(String text, String named) {
        String message = assertThrows(IllegalArgumentException.class, () -> BinSpec.parse(text)).getMessage();
        assertTrue(message.contains("bin '" + text + "'") && message.contains(named) && message.contains("for example 2048x20"),
            message);
    }

    @Test
    void refusesNoBins() {
        assertTrue(assertThrows(IllegalArgumentException.class, BinSpec::parse).getMessage().contains("there is none"));
        assertThrows(IllegalArgumentException.class, () -> BinSpec.parse("", " , "));
    }

    @Test
    void refusesTheSameSizeTwice() {
        String message = assertThrows(IllegalArgumentException.class, () -> BinSpec.parse("2048x20", "64x1",
            "2KiBx5")).getMessage();
        assertTrue(message.contains("2048x20") && message.contains("2048x5") && message.contains("same size"), message);
    }
}
