// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinChoiceTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 63, 64})
    void choosesTheSmallestBinThatFits(int bins) {
        List<BinSpec> specs = IntStream.rangeClosed(1, bins).mapToObj(i -> new BinSpec(i * i * 10, 1)).toList();
        BinChoice choice = new BinChoice(specs);
        for (int size = 1; size <= bins * bins * 10 + 5; size++) {
            int wanted = size;
            int smaller = (int) specs.stream().filter(bin -> bin.size() < wanted).count();
            assertEquals(smaller < bins ? smaller : BinChoice.NONE, choice.smallestFor(size), "size " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5})
    void theLargestSizeThatThereIsFitsOnlyABinOfThatSize(int bins) {
        List<BinSpec> specs = IntStream.rangeClosed(1, bins).mapToObj(i -> new BinSpec(i, 1)).toList();
        assertEquals(BinChoice.NONE, new BinChoice(specs).smallestFor(Integer.MAX_VALUE));
        List<BinSpec> huge = IntStream.range(0, bins).mapToObj(i -> new BinSpec(Integer.MAX_VALUE - bins + 1 + i, 1)).toList();
        assertEquals(bins - 1, new BinChoice(huge).smallestFor(Integer.MAX_VALUE));
    }
}
