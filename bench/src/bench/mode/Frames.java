// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import bench.frames.FrameContender;
import bench.frames.FramePath;
import bench.frames.FrameStream;

/** A stream of frames, taken apart to their payloads by one thread. Each time it is looked at whether all have come. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Frames {

    /** The name of one of {@link FrameContender}. */
    @Param("COMPONENTS")
    public FrameContender path;

    /** What the payloads are, as {@link FrameStream} takes it. */
    @Param("64")
    public String payload;

    private FramePath open;
    private FrameStream stream;

    /** What is counted besides the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counted {

        /** Bytes of payload that came: their rate, in each microsecond, is MB/s. */
        public long payloadBytes;
    }

    /** Makes both. */
    @Setup
    public void start() {
        stream = new FrameStream(payload);
        open = path.open();
    }

    /** Ends the path. */
    @TearDown
    public void stop() {
        open.close();
    }

    /** The whole stream once. */
    @Benchmark
    @OperationsPerInvocation(FrameStream.FRAMES)
    public void frames(Counted counted) {
        long frames = open.frames() + FrameStream.FRAMES;
        long bytes = open.payloadBytes() + stream.payloadBytes();
        open.send(stream);
        if (open.frames() != frames || open.payloadBytes() != bytes) {
            throw new IllegalStateException(path.label() + ": of " + FrameStream.FRAMES + " frames, " + (frames - open.frames())
                + " are missing, and " + (bytes - open.payloadBytes()) + " bytes of payload");
        }
        counted.payloadBytes += stream.payloadBytes();
    }
}
