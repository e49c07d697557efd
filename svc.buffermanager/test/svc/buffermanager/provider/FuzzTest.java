// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import testkit.Fuzzing;
import testkit.Mutator;
import testkit.OddConfiguration;

/** Configurations as nobody should write them: each is taken, or refused with an exception that says what is wrong. */
class FuzzTest {

    private static final List<String> BINS = List.of("64x4", "2KiBx20", "1GiBx1", "64x4,128x2", "64\u00D74", "2147483647x1",
        "0x1", "8589934592Bx1", "1Xx1", "-5x3");
    private static final Map<String, List<String>> SAMPLES = Map.of("bins", BINS,
        "handles", List.of("REUSED", "ROTATED", "FRESH", "SEALED"), "misuse_policy", List.of("REPORT", "STRICT"),
        "allocator_target", List.of("(a=b)", "(&(a=b)(!(c=*)))", "", "("));

    private final FakeFramework framework = new FakeFramework();

    @Test
    void binsAreReadOrRefusedWhateverTheTextIs() throws Exception {
        Fuzzing.run("bins", 20_000, mutator -> () -> bins(mutator));
    }

    private static int bins(Mutator mutator) {
        String[] texts = new String[1 + mutator.below(3)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = mutator.text(BINS);
        }
        List<BinSpec> bins = orRefused(() -> BinSpec.parse(texts), "bin");
        if (bins != null) {
            String[] again = bins.stream().map(BinSpec::toString).toArray(String[]::new);
            for (int i = 0; i < bins.size(); i++) {
                check(bins.get(i).size() > (i == 0 ? 0 : bins.get(i - 1).size()) && bins.get(i).count() > 0, bins);
            }
            check(!bins.isEmpty() && bins.equals(BinSpec.parse(again)), bins);
        }
        return 1;
    }

    @Test
    void aConfigurationIsTakenOrRefusedWhateverItSays() throws Exception {
        Fuzzing.run("manager's configuration", 10_000, mutator -> () -> configuration(mutator));
    }

    private int configuration(Mutator mutator) {
        ManagerConfiguration configuration = OddConfiguration.of(ManagerConfiguration.class, mutator, SAMPLES);
        Settings settings = orRefused(() -> Settings.of(configuration, Map.of(), framework.context()), "");
        if (settings != null) {
            PoolSpec spec = settings.spec();
            check(spec.bytes() > 0 && spec.slots() > 0 && spec.managerId() <= 0xFFFF && settings.drainNanos() >= 0
                && settings.allocatorNanos() > 0 && spec.bytes() % spec.alignment() == 0, configuration.bins());
        }
        return 1;
    }

    private static <T> T orRefused(Supplier<T> reading, String part) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            if (e.getMessage() == null || !e.getMessage().contains(part) || e.getMessage().length() < 20) {
                throw new AssertionError("a refusal that says nothing", e);
            }
            return null;
        }
    }

    private static void check(boolean holds, Object what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
