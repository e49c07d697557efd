// SPDX-License-Identifier: Apache-2.0
package stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.infra.runners.TestList;

/** The jcstress tests by themselves. Whether the provider stands them, only jcstress tells. */
@Timeout(60)
class RacesTest {

    private static final int ROUNDS = 200;

    static Collection<String> races() {
        return TestList.tests();
    }

    @ParameterizedTest
    @MethodSource("races")
    void oneAfterTheOtherInEachOrderHasAnOutcomeThatIsAllowed(String race) throws ReflectiveOperationException {
        InProcess test = new InProcess(race);
        List<String> outcomes = test.inEachOrder();
        assertTrue(outcomes.size() > 1);
        assertEquals(List.of(), outcomes.stream().filter(outcome -> !test.allows(outcome)).toList());
    }

    @ParameterizedTest
    @MethodSource("races")
    void atOnceHasAnOutcomeThatIsAllowed(String race) throws Exception {
        InProcess test = new InProcess(race);
        List<String> outcomes = test.atOnce(ROUNDS);
        assertEquals(ROUNDS, outcomes.size());
        assertEquals(List.of(), outcomes.stream().filter(outcome -> !test.allows(outcome)).toList());
    }

    @ParameterizedTest
    @MethodSource("races")
    void whatIsNotListedIsForbidden(String race) throws ReflectiveOperationException {
        assertFalse(new InProcess(race).allows("7, 7, 7, 7"));
    }
}
