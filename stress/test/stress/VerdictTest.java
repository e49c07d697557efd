// SPDX-License-Identifier: Apache-2.0
package stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {

    private static final String TWO_ACTORS = "svc.buffermanager.provider.TakeRaces.OneFreeBuffer";
    private static final String THREE_ACTORS = "svc.buffermanager.provider.TakeRaces.ThreeForTwoBuffers";

    private static final Map<String, Long> RESULT = Map.of(TWO_ACTORS, 1000L);

    @TempDir
    Path folder;

    @Test
    void isGoodIfAllWasRunAndNothingFailed() throws IOException {
        Verdict verdict = new Verdict(folder);
        verdict.round(List.of(TWO_ACTORS), 2, RESULT, List.of());
        assertTrue(verdict.isGood());
        assertTrue(verdict.toString().startsWith("races: 1 tests, 1 round, 1,000 samples in "), verdict.toString());
    }

    @Test
    void isBadIfAnythingFailedAndSaysWhatWithoutTheOptions() throws IOException {
        Verdict verdict = new Verdict(folder);
        verdict.round(List.of(TWO_ACTORS), 2, RESULT, List.of(TWO_ACTORS + " [-Xint, -Dx=y]: forbidden"));
        assertEquals("FAILED: " + TWO_ACTORS + ": forbidden", verdict.toString().lines().findFirst().orElseThrow());
        assertFalse(verdict.isGood());
    }

    @Test
    void isBadIfATestHasNoResult() throws IOException {
        Verdict verdict = new Verdict(folder);
        verdict.round(List.of(TWO_ACTORS, THREE_ACTORS), 3, RESULT, List.of());
        assertFalse(verdict.isGood());
        assertTrue(verdict.toString().contains(THREE_ACTORS + ": no result"));
    }

    @Test
    void saysWhichTestsTheMachineHasTooFewProcessorsFor() throws IOException {
        Verdict verdict = new Verdict(folder);
        verdict.round(List.of(TWO_ACTORS, THREE_ACTORS), 2, RESULT, List.of());
        assertTrue(verdict.isGood());
        assertTrue(verdict.toString().startsWith("not run: " + THREE_ACTORS + ": it needs 3 processors, and this machine has 2\n"));
    }

    @Test
    void isBadIfNoTestWasRun() throws IOException {
        Verdict verdict = new Verdict(folder);
        verdict.round(List.of(), 2, Map.of(), List.of());
        assertFalse(verdict.isGood());
    }

    @Test
    void isBadIfAJvmCrashed() throws IOException {
        Files.createFile(folder.resolve("hs_err_pid6.log"));
        Verdict verdict = new Verdict(folder);
        Files.createFile(folder.resolve("hs_err_pid7.log"));
        verdict.round(List.of(TWO_ACTORS), 2, RESULT, List.of());
        assertFalse(verdict.isGood());
        assertTrue(verdict.toString().contains("hs_err_pid7.log"));
        assertFalse(verdict.toString().contains("hs_err_pid6.log"), "it was there before");
    }
}
