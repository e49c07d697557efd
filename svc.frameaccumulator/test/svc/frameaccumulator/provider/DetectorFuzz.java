// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import svc.frameaccumulator.Detection;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.FrameDetector.Status;
import testkit.Fuzzing;
import testkit.Mutator;

/** Asks a detector about rings of all sizes and in all positions, and holds its answers against a plain reading of the format. */
final class DetectorFuzz implements Fuzzing.Target {

    private static final int RINGS = 16;

    private final Mutator mutator;
    private final Protocol protocol;
    private final FrameDetector detector;
    private final Arena arena = Arena.ofShared();
    private final Ring[] rings = new Ring[RINGS];
    /** What is in each ring. */
    private final byte[][] contents = new byte[RINGS][0];
    private final Detection detection = new Detection();
    private final List<byte[]> frames = new ArrayList<>();
    private long inputs;
    private long found;

    DetectorFuzz(Mutator mutator, Protocol protocol, FrameDetector detector) {
        this.mutator = mutator;
        this.protocol = protocol;
        this.detector = detector;
        for (int i = 0; i < RINGS; i++) {
            int length = 1 + mutator.below(i % 2 == 0 ? 40 : 700);
            rings[i] = new Ring(arena.allocate(length), 1 + mutator.below(length));
        }
        for (int size : new int[] {0, 1, 2, 3, 6, 19, 64, 200}) {
            frames.add(protocol.frame(0, size, 0, mutator.bytes(size)));
        }
    }

    @Override
    public int next() {
        inputs++;
        int at = mutator.below(RINGS);
        Ring ring = rings[at];
        int drop = mutator.below(3) == 0 ? ring.size() : mutator.below(ring.size() + 1);
        ring.drop(drop);
        byte[] kept = Arrays.copyOfRange(contents[at], drop, contents[at].length);
        byte[] more = mutator.below(2) == 0 ? mutator.oneOf(frames).clone() : mutator.changed(mutator.oneOf(frames), frames);
        if (mutator.below(4) == 0) {
            if (more.length > 3 && mutator.below(4) == 0) {
                more[3] = (byte) mutator.below(32);
            }
            protocol.seal(more);
        }
        int count = Math.min(more.length, ring.free());
        ring.append(MemorySegment.ofArray(more), 0, count);
        byte[] content = Arrays.copyOf(kept, kept.length + count);
        System.arraycopy(more, 0, content, kept.length, count);
        contents[at] = content;
        if (content.length > 0) {
            look(ring, content);
        }
        return 1;
    }

    private void look(Ring ring, byte[] content) {
        detection.set(Status.NO_FRAME_DETECTED, 0);
        int expected = protocol.look(content, 0, content.length, ring.capacity());
        try {
            detector.detect(ring, detection);
        } catch (RuntimeException e) {
            throw new AssertionError("it threw; ring of " + ring.capacity() + " " + HexFormat.of().formatHex(content), e);
        }
        boolean right = switch (detection.status()) {
            case FRAME_DETECTED -> detection.size() == expected;
            case NO_FRAME_DETECTED -> expected == 0 && detection.size() == 0;
            case MORE_DATA_NEEDED -> expected == Protocol.UNKNOWN && detection.size() > content.length;
        };
        if (!right || ring.size() != content.length) {
            throw new AssertionError(detection.status() + " " + detection.size() + ", not " + expected + "; ring of "
                + ring.capacity() + " " + HexFormat.of().formatHex(content));
        }
        found += expected > 0 ? 1 : 0;
    }

    @Override
    public void end() {
        arena.close();
        if (found < inputs / 50) {
            throw new AssertionError(found + " frames in " + inputs + " inputs: that tells little");
        }
    }
}
