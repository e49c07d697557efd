// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import svc.frameaccumulator.FrameDetector;
import testkit.Fuzzing;
import testkit.Mutator;

/**
 * Gives an accumulator streams of good and bad frames, cut into inputs anywhere, while its ring moves; and holds what comes out
 * of it against {@link StreamModel}.
 */
final class StreamFuzz implements Fuzzing.Target {

    private final Mutator mutator;
    private final Protocol protocol;
    private final FrameDetector detector;

    StreamFuzz(Mutator mutator, Protocol protocol, FrameDetector detector) {
        this.mutator = mutator;
        this.protocol = protocol;
        this.detector = detector;
    }

    @Override
    public int next() {
        int capacity = protocol.least + mutator.below(1000);
        byte[] stream = StreamModel.randomStream(protocol, new Random(mutator.number() + mutator.below(1 << 30)), 60, capacity);
        if (mutator.below(2) == 0) {
            for (int i = mutator.below(20); i > 0; i--) {
                stream[mutator.below(stream.length)] ^= (byte) (1 << mutator.below(8));
            }
        }
        int most = 1 + mutator.below(mutator.below(2) == 0 ? 30 : 2000);
        boolean swaps = mutator.below(8) == 0;
        int inputs = 0;
        try (Fixture fixture = new Fixture(detector, capacity)) {
            for (int at = 0; at < stream.length; inputs++) {
                int count = Math.min(1 + mutator.below(most), stream.length - at);
                fixture.send(Arrays.copyOfRange(stream, at, at + count));
                at += count;
                if (swaps && mutator.below(10) == 0) {
                    fixture.moveTo(capacity);
                }
            }
            check(fixture, new StreamModel(protocol, stream, capacity), stream);
        }
        return inputs;
    }

    private void check(Fixture fixture, StreamModel model, byte[] stream) {
        boolean same = model.frames.size() == fixture.frames.size();
        for (int i = 0; same && i < model.frames.size(); i++) {
            same = Arrays.equals(model.frames.get(i), fixture.frames.get(i));
        }
        check(same, "other frames came out", stream);
        check(model.dropped == fixture.snapshot().droppedBytes, "other bytes were dropped", stream);
        check(model.left == fixture.fill(), "other bytes are left", stream);
        check(fixture.inputs.lent() + fixture.frameBuffers.lent() == 0, "a buffer is lost", stream);
        check(fixture.log.lines.equals(List.of()), "it has something to say: " + fixture.log.lines, stream);
    }

    private void check(boolean holds, String what, byte[] stream) {
        if (!holds) {
            throw new AssertionError(what + "; " + protocol + " " + HexFormat.of().formatHex(stream));
        }
    }
}
