// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.frameaccumulator.Detection;
import svc.frameaccumulator.FrameAccumulatorDTO;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.RingView;
import testkit.Fuzzing;
import testkit.Mutator;

/**
 * Gives an accumulator bad streams while its pool is empty, fails or lies, its output is gone, keeps frames or throws, its
 * detector talks nonsense, and its ring moves, shrinks or is gone. No buffer may be lost or misused, and every byte must
 * be accounted for.
 */
final class NeighboursFuzz implements Fuzzing.Target {

    private final Mutator mutator;
    private final FrameDetector detector;
    private final RealPool pool = new RealPool("64x2", "512x2", "2048x1");
    private final List<Buffer> kept = new ArrayList<>();
    private final List<ComReturn> keptFrom = new ArrayList<>();
    private final BufferGet pools = this::allocate;
    private final ComDataIn output = this::take;
    private final FrameDetector liar = this::detect;

    NeighboursFuzz(Mutator mutator, FrameDetector detector) {
        this.mutator = mutator;
        this.detector = detector;
    }

    @Override
    public int next() {
        int size = 12 + mutator.below(1000);
        byte[] stream = StreamModel.randomStream(new Random(mutator.number() + mutator.below(1 << 30)), 60, size);
        int inputs = 0;
        Fixture fixture = new Fixture(detector, size);
        try {
            for (int at = 0; at < stream.length; inputs++) {
                int count = Math.min(1 + mutator.below(300), stream.length - at);
                byte[] data = new byte[count];
                System.arraycopy(stream, at, data, 0, count);
                at += count;
                change(fixture, size);
                fixture.send(data);
            }
            while (!kept.isEmpty()) {
                giveBack();
            }
            check(fixture);
        } finally {
            fixture.close();
        }
        return inputs;
    }

    private void change(Fixture fixture, int size) {
        switch (mutator.below(12)) {
            case 0 -> fixture.buffers = mutator.below(3) == 0 ? null : pools;
            case 1 -> fixture.output = mutator.below(3) == 0 ? null : output;
            case 2 -> fixture.detector = mutator.below(4) == 0 ? null : mutator.below(3) == 0 ? liar : detector;
            case 3 -> fixture.moveTo(1 + mutator.below(2 * size));
            case 4 -> fixture.accumulator.resume();
            case 5 -> {
                if (mutator.below(10) == 0) {
                    fixture.store.exchange(null);
                }
            }
            case 6 -> {
                if (mutator.below(10) == 0) {
                    fixture.endRing();
                }
            }
            case 7, 8 -> giveBack();
            default -> {
            }
        }
    }

    private Buffer allocate(int size) {
        return switch (mutator.below(20)) {
            case 0 -> throw new UnsupportedOperationException("no");
            case 1 -> throw new StackOverflowError("a foreign error");
            case 2 -> null;
            case 3 -> pool.allocate(size + 1);
            default -> pool.allocate(size);
        };
    }

    private void take(Buffer frame, FrameContext context, ComReturn sender) {
        if (mutator.below(3) == 0) {
            kept.add(frame);
            keptFrom.add(sender);
            return;
        }
        boolean thrown = mutator.below(8) == 0;
        if (!thrown || mutator.below(2) == 0) {
            sender.dataReturn(frame, context);
        }
        if (thrown) {
            throw new IllegalStateException("no");
        }
    }

    private void giveBack() {
        if (!kept.isEmpty()) {
            int at = mutator.below(kept.size());
            keptFrom.remove(at).dataReturn(kept.remove(at), FrameContext.NONE);
        }
    }

    private void detect(RingView ring, Detection detection) {
        if (mutator.below(10) == 0) {
            ring.get((int) mutator.number());
        }
        FrameDetector.Status status = FrameDetector.Status.values()[mutator.below(3)];
        detection.set(status, mutator.below(2) == 0 ? mutator.below(ring.size() + 2) : -mutator.number() << mutator.below(32));
    }

    private void check(Fixture fixture) {
        FrameAccumulatorDTO figures = fixture.snapshot();
        check(pool.lent() == 0, pool.lent() + " buffers are lost", fixture);
        check(pool.misuses() == 0, pool.misuses() + " buffers were misused", fixture);
        check(fixture.inputs.lent() == 0, "an input is lost", fixture);
        check(figures.framesOut == 0, figures.framesOut + " frames are out", fixture);
        check(figures.bytes == figures.frameBytes + figures.droppedBytes + figures.fill, figures.bytes
            + " bytes came, of which " + figures.frameBytes + " went, " + figures.droppedBytes
            + " were dropped, and " + figures.fill + " are left", fixture);
    }

    private static void check(boolean holds, String what, Fixture fixture) {
        if (!holds) {
            throw new AssertionError(what + "; " + fixture.log.lines);
        }
    }

    @Override
    public void end() {
        pool.close();
    }
}
