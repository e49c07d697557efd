// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.log.LoggerFactory;

import svc.comms.ComDataIn;
import svc.comms.parts.WholeSlot;
import svc.framing.provider.FramingParts;
import testkit.LogLines;

/** A short run of both fuzzers, with seeds that don't change; {@link #main} runs as many inputs as one likes. */
class FuzzTest {

    @TempDir
    private Path folder;

    private static DeframerFuzz deframer(long seed) {
        LoggerFactory log = new LogLines().factory();
        return new DeframerFuzz(seed, output -> (ComDataIn) FramingParts.deframer(output, log));
    }

    @Test
    void aDeframerDoesWhatTheFormatSaysWhateverItIsGiven() {
        try (DeframerFuzz fuzz = deframer(1)) {
            long good = fuzz.run(200_000);
            assertTrue(good > 10_000 && good < 190_000, good + " of the inputs are good frames");
        }
    }

    @Test
    void anUplinkMakesNoWrongFileWhateverItIsGiven() throws Exception {
        try (UplinkFuzz fuzz = new UplinkFuzz(1, folder)) {
            long files = fuzz.run(20_000);
            assertTrue(files > 200, files + " files were received");
        }
    }

    @Test
    void theFuzzerSeesADeframerThatDoesNotLookAtTheCrc() {
        try (DeframerFuzz fuzz = new DeframerFuzz(1, output -> (data, context, sender) -> {
            int size = data.size();
            int offset = data.offset();
            int length = size < 12 ? -1 : WholeSlot.bytes(data).getInt(offset + 4);
            if (length < 0 || length > size - 12) {
                sender.dataReturn(data, context);
                return;
            }
            WholeSlot.setBounds(data, offset + 8, length);
            output.dataIn(data, context, (back, with) -> {
                WholeSlot.setBounds(back, offset, size);
                sender.dataReturn(back, with);
            });
        })) {
            assertThrows(AssertionError.class, () -> fuzz.run(200_000));
        }
    }

    /** {@code deframer|uplink INPUTS SEED}: runs that fuzzer. */
    public static void main(String[] args) throws Exception {
        long inputs = Long.parseLong(args[1]);
        long seed = Long.parseLong(args[2]);
        long start = System.nanoTime();
        long good;
        if (args[0].equals("deframer")) {
            try (DeframerFuzz fuzz = deframer(seed)) {
                good = fuzz.run(inputs);
            }
        } else {
            Path folder = Files.createTempDirectory("uplink-fuzz");
            try (UplinkFuzz fuzz = new UplinkFuzz(seed, folder)) {
                good = fuzz.run(inputs);
            } finally {
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
        System.out.printf("%s: %,d inputs from seed %d, %,d of them good, no finding, %.0f s%n", args[0], inputs, seed, good,
            (System.nanoTime() - start) / 1e9);
    }
}
