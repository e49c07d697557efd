// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import svc.frameaccumulator.detector.FprimeFrameDetector;

/** However a stream is cut into inputs, and whatever becomes of the ring's memory meanwhile, the same frames come out of it. */
class RandomSplitsTest {

    private static final int PARTS = 200;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theFramesAreThoseOfTheModel(long seed) {
        check(new Random(seed), false);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theFramesAreThoseOfTheModelWhileTheRingIsMovedAgainAndAgain(long seed) {
        check(new Random(seed), true);
    }

    private static void check(Random random, boolean swaps) {
        int capacity = 20 + random.nextInt(1500);
        byte[] stream = StreamModel.randomStream(random, PARTS, capacity);
        int mostPerInput = 1 + random.nextInt(random.nextBoolean() ? 40 : 4000);
        StreamModel model = new StreamModel(stream, capacity);
        try (Fixture fixture = new Fixture(new FprimeFrameDetector(), capacity)) {
            int moves = 0;
            for (int at = 0; at < stream.length;) {
                int count = Math.min(1 + random.nextInt(mostPerInput), stream.length - at);
                fixture.send(Arrays.copyOfRange(stream, at, at + count));
                at += count;
                if (swaps && random.nextInt(4) == 0) {
                    fixture.moveTo(capacity);
                    moves++;
                }
            }
            assertEquals(model.frames.size(), fixture.frames.size());
            for (int i = 0; i < model.frames.size(); i++) {
                assertArrayEquals(model.frames.get(i), fixture.frames.get(i), "frame " + i);
            }
            assertEquals(model.dropped, fixture.snapshot().droppedBytes);
            assertEquals(model.left, fixture.fill());
            assertEquals(0, fixture.inputs.lent() + fixture.frameBuffers.lent());
            assertEquals(0, fixture.log.lines.size());
            assertTrue(!swaps || moves > 0);
        }
    }
}
