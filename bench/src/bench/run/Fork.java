// SPDX-License-Identifier: Apache-2.0
package bench.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import bench.mode.BenchmarkThreads;

/**
 * Runs one line of a mode, once, in a JVM of its own.
 *
 * @param effort how long
 * @param log the file to which JMH writes what it does; it grows
 */
record Fork(Effort effort, Path log) {

    RunResult run(Mode mode, Entry entry) throws RunnerException, IOException {
        ChainedOptionsBuilder options = new OptionsBuilder().include("^" + Pattern.quote(entry.benchmark()) + "$")
            .addProfiler(GCProfiler.class).shouldFailOnError(true).forks(1)
            .jvmArgsAppend("-Xms2g", "-Xmx2g", "-Djmh.executor=CUSTOM",
                "-Djmh.executor.class=" + BenchmarkThreads.class.getName());
        entry.parameters().forEach(options::param);
        if (mode.unit() == Unit.MILLISECONDS) {
            options.warmupIterations(0).measurementIterations(1);
        } else {
            TimeValue time = TimeValue.milliseconds(effort.millis(mode));
            options.warmupIterations(effort.warmUps()).warmupTime(time)
                .measurementIterations(effort.iterations()).measurementTime(time);
        }
        return logged(options.build());
    }

    /** What the other JVM prints, JMH prints in this one: that goes to the log as well. */
    private RunResult logged(Options options) throws RunnerException, IOException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream file = new PrintStream(new FileOutputStream(log.toFile(), true), false, StandardCharsets.UTF_8)) {
            System.setOut(file);
            System.setErr(file);
            return new Runner(options, OutputFormatFactory.createFormatInstance(file, VerboseMode.NORMAL)).runSingle();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
