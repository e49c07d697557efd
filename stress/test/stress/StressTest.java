// SPDX-License-Identifier: Apache-2.0
package stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StressTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "soap",
        "soak --swaps 0",
        "soak --swaps -5",
        "soak --swaps many",
        "soak --minutes 0",
        "soak --seed x",
        "soak --only Retire",
        "soak --heap",
        "soak --rounds 3",
        "hold --swaps 1000",
        "races --heap 64m",
        "kills --times 0",
        "kills --minutes 1",
        "soak --times 3",
        "replay 3 --vm -XX:+UseZGC"})
    void endsWithStatus2ForACommandLineThatMakesNoSense(String line) throws Exception {
        assertEquals(2, new Stress().run(line.split(" ")));
    }
}
