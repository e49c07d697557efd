// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import bench.pool.Contender;
import bench.run.Entry;
import bench.run.Modes;

/** Each benchmark of the buffer manager runs, in this JVM and for a moment; how fast is not looked at. */
@Timeout(60)
class BenchmarksTest {

    private static final int MANY = 10_000;

    @TempDir
    private Path folder;

    static Stream<Arguments> benchmarks() {
        return Modes.all().stream().flatMap(mode -> mode.entries().stream().filter(entry -> isOurs(entry) && !isHuge(entry)).map(
            entry -> Arguments.of(mode.name(), entry.label(), entry)));
    }

    private static boolean isOurs(Entry entry) {
        return entry.parameters().getOrDefault("pool", Contender.BUFFERMANAGER.label()).equals(Contender.BUFFERMANAGER.label());
    }

    private static boolean isHuge(Entry entry) {
        return Integer.parseInt(entry.parameters().getOrDefault("count", "0")) > MANY;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("benchmarks")
    void runs(String mode, String label, Entry entry) throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder().include("^" + Pattern.quote(entry.benchmark()) + "$").forks(0)
            .shouldFailOnError(true).warmupIterations(0).measurementIterations(1).measurementTime(TimeValue.milliseconds(10))
            .output(folder.resolve("log").toString());
        entry.parameters().forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        assertTrue(result.getPrimaryResult().getScore() > 0, mode);
    }
}
