// SPDX-License-Identifier: Apache-2.0
package stress.recovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import svc.buffermanager.recovery.HalfWritten;

/**
 * Kills JVMs at random moments, one after the other, each over the file that the one before has left: most while they use
 * buffers, some while they
 * start, recover or hand out. In the end one recovers and stops in order, and another must find nothing.
 */
public final class Kills {

    private static final int ALSO_EARLY = 4;
    /** Of so many JVMs one has the compiler that reorders most; the others are quicker to start. */
    private static final int COMPILED_WELL = 4;
    private static final int LATEST_MILLIS = 1000;
    private static final int LATEST_FROM_START_MILLIS = 4000;
    private static final int PATIENCE_SECONDS = 120;

    private final Path folder;
    private final SplittableRandom random;
    private final Ledger ledger = new Ledger();
    private int half;
    private int early;

    private Kills(Path folder, long seed) {
        this.folder = folder;
        random = new SplittableRandom(seed);
    }

    /**
     * Kills that many.
     *
     * @param folder where the pool's file is to be; empty, or not there
     * @param out gets the report
     * @return what was wrong
     */
    public static List<String> run(Path folder, int kills, long seed, Consumer<String> out)
        throws IOException, InterruptedException {
        return new Kills(folder, seed).run(kills, out);
    }

    private List<String> run(int kills, Consumer<String> out) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (int life = 0; life < kills; life++) {
            kill(life);
            half += HalfWritten.in(folder.resolve(Casualty.MEMORY_ID + ".block"));
            if ((life + 1) % 20 == 0) {
                out.accept("kills: " + (life + 1) + "; " + ledger);
            }
        }
        letEnd(kills, ledger::read);
        letEnd(kills + 1, ledger::readAfterPeace);
        out.accept("kills: %d, %d of them before all was handed out; records half written: %d; %s"
            .formatted(kills, early, half, ledger));
        ledger.faults().forEach(fault -> out.accept("FAILED: " + fault));
        out.accept("kills: " + (ledger.faults().isEmpty() ? "no fault" : "FAILED"));
        return ledger.faults();
    }

    private void kill(int life) throws IOException, InterruptedException {
        int before = ledger.timesReady();
        Process process = start(life, false);
        CountDownLatch ready = new CountDownLatch(1);
        Thread reader = Thread.ofVirtual().start(() -> read(process, line -> {
            ledger.read(line);
            if (line.startsWith(Step.READY.name())) {
                ready.countDown();
            }
        }));
        try {
            if (random.nextInt(ALSO_EARLY) == 0) {
                ready.await(random.nextInt(LATEST_FROM_START_MILLIS), TimeUnit.MILLISECONDS);
            } else if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("life " + life + " was not ready in " + PATIENCE_SECONDS + " s; "
                     + ledger.faults());
            }
            process.waitFor(random.nextLong(TimeUnit.MILLISECONDS.toMicros(LATEST_MILLIS)), TimeUnit.MICROSECONDS);
        } finally {
            // Not Process.destroyForcibly(), which closes the streams: what was said before is to be read.
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
        reader.join();
        early += ledger.timesReady() == before ? 1 : 0;
    }

    private void letEnd(int life, Consumer<String> lines) throws IOException, InterruptedException {
        Process process = start(life, true);
        read(process, lines);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("life " + life + " ended with status " + process.exitValue());
        }
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader()) {
            reader.lines().forEach(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(int life, boolean peaceful) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (life % COMPILED_WELL != 0) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
            Casualty.class.getName(),
            folder.toString(), Integer.toString(life), Boolean.toString(peaceful)));
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(folder.resolve("stderr.txt").toFile());
        return new ProcessBuilder(command).redirectError(log).start();
    }
}
