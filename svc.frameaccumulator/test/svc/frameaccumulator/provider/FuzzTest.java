// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import fw.memory.dealing.LiveBlocks;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.detector.FprimeFrameDetector;
import svc.frameaccumulator.detector.TcDetectors;
import testkit.Fuzzing;
import testkit.LogLines;
import testkit.Mutator;
import testkit.OddConfiguration;

/** Streams, neighbours and configurations as nobody should have them. */
class FuzzTest {

    private static final List<String> FILTERS = List.of("(objectClass=fw.memory.MemAllocator)",
        "(fw.memory.allocator.name=malloc)", "(&(a=b)(!(c=*)))", "", "(", "(a=b");

    private static FrameDetector detector(Protocol protocol) {
        return switch (protocol) {
            case FPRIME -> new FprimeFrameDetector();
            case TC -> TcDetectors.ofSpacecraft(0x44);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aDetectorSaysWhatTheFormatSaysWhateverIsInTheRing(Protocol protocol) throws Exception {
        Fuzzing.run(protocol + " detector", 200_000, mutator -> new DetectorFuzz(mutator, protocol, detector(protocol)));
    }

    @ParameterizedTest
    @EnumSource
    void theFramesAreThoseOfTheStreamWhateverItIsAndHoweverItIsSplit(Protocol protocol) throws Exception {
        Fuzzing.run("accumulator of " + protocol, 50_000, mutator -> new StreamFuzz(mutator, protocol, detector(protocol)));
    }

    @Test
    void noBufferIsLostWhateverTheNeighboursDo() throws Exception {
        Fuzzing.run("accumulator's neighbours", 50_000, mutator -> new NeighboursFuzz(mutator, new FprimeFrameDetector()));
    }

    @Test
    void theFuzzerSeesADetectorThatDoesNotLookAtTheCrc() {
        FrameDetector careless = (ring, detection) -> {
            new FprimeFrameDetector().detect(ring, detection);
            if (ring.size() >= 12 && ring.getInt(0) == 0xDEAD_BEEF && ring.getInt(4) == 0) {
                detection.set(FrameDetector.Status.FRAME_DETECTED, 12);
            }
        };
        DetectorFuzz fuzz = new DetectorFuzz(new Mutator(1), Protocol.FPRIME, careless);
        assertThrows(AssertionError.class, () -> {
            for (int i = 0; i < 200_000; i++) {
                fuzz.next();
            }
        });
    }

    @Test
    void anAccumulatorComesUpOrSaysWhyNotWhateverItsConfiguration() throws Exception {
        Fuzzing.run("accumulator's configuration", 10_000, mutator -> () -> configuration(mutator));
    }

    private static int configuration(Mutator mutator) {
        LogLines log = new LogLines();
        AccumulatorComponent component = new AccumulatorComponent(new LiveBlocks());
        component.loggerFactory = log.factory();
        for (int i = 0; i < 2; i++) {
            AccumulatorConfiguration configuration = OddConfiguration.of(AccumulatorConfiguration.class, mutator,
                Map.of("allocator_target", FILTERS));
            component.modified(configuration, Map.of("service.pid", "uplink"));
        }
        component.snapshot();
        component.deactivate();
        // What is good can't be served: there is no allocator.
        long told = log.count("ERROR configuration uplink is refused")
            + log.count(": takes no data, since there is no allocator");
        if (log.lines.isEmpty() || told != log.lines.size() || log.count("null") > log.count("'null'")) {
            throw new AssertionError(log.lines);
        }
        return 1;
    }
}
