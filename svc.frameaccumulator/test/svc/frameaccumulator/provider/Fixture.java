// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.memory.dealing.LiveBlocks;
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.frameaccumulator.FrameAccumulatorDTO;
import svc.frameaccumulator.FrameDetector;
import testkit.LogLines;

/**
 * An accumulator without a framework: a store of 2,048 bytes as in F´'s tests, a sender, and an output that keeps what it gets.
 */
final class Fixture implements Accumulator.Ports, AutoCloseable {

    static final int STORE_SIZE = 2048;

    final LogLines log = new LogLines();
    final Events events = new Events(new Log("test", log::factory), () -> "accumulator uplink");
    final Store store = new Store(events);
    final Accumulator accumulator = new Accumulator(this, store, events);
    final TestPool inputs = new TestPool(8, 4096);
    final TestPool frameBuffers = new TestPool(8, 4096);
    /** Frames as they came to the output, and the contexts that came with them. */
    final List<byte[]> frames = Collections.synchronizedList(new ArrayList<>());
    final List<FrameContext> contexts = Collections.synchronizedList(new ArrayList<>());
    final List<Buffer> returned = Collections.synchronizedList(new ArrayList<>());

    FrameDetector detector;
    BufferGet buffers = frameBuffers;
    ComDataIn output = this::keep;
    private Arena ringArena;

    Fixture(FrameDetector detector) {
        this(detector, STORE_SIZE);
    }

    Fixture(FrameDetector detector, int storeSize) {
        this.detector = detector;
        moveTo(storeSize);
    }

    /** Moves the ring to other memory, and ends the memory before. */
    void moveTo(int storeSize) {
        Arena next = Arena.ofShared();
        store.exchange(new Ring(next.allocate(storeSize), storeSize));
        endRing();
        ringArena = next;
    }

    /** Ends the ring's memory under it. */
    void endRing() {
        if (ringArena != null) {
            ringArena.close();
            ringArena = null;
        }
    }

    private void keep(Buffer frame, FrameContext context, ComReturn sender) {
        frames.add(bytes(frame));
        contexts.add(context);
        sender.dataReturn(frame, context);
    }

    static byte[] bytes(Buffer buffer) {
        byte[] bytes = new byte[buffer.size()];
        buffer.byteBuffer().get(bytes);
        return bytes;
    }

    void send(byte... data) {
        send(FrameContext.NONE, data);
    }

    /** Sends the bytes in one buffer. */
    void send(FrameContext context, byte... data) {
        accumulator.dataIn(input(data), context, this::returned);
    }

    Buffer input(byte... data) {
        Buffer buffer = inputs.allocate(Math.max(data.length, 1)).setSize(data.length);
        MemorySegment.copy(MemorySegment.ofArray(data), 0, buffer.segment(), 0, data.length);
        return buffer;
    }

    void returned(Buffer buffer, FrameContext context) {
        returned.add(buffer);
        buffer.close();
    }

    int fill() {
        return store.fill();
    }

    FrameAccumulatorDTO snapshot() {
        return Telemetry.snapshot(null, new RingKeeper(store, new LiveBlocks(), new Log("test", log::factory)), store, accumulator, events);
    }

    @Override
    public FrameDetector detector() {
        return detector;
    }

    @Override
    public BufferGet buffers() {
        return buffers;
    }

    @Override
    public ComDataIn output() {
        return output;
    }

    @Override
    public void close() {
        store.exchange(null);
        endRing();
        inputs.arena.close();
        if (frameBuffers.arena.scope().isAlive()) {
            frameBuffers.arena.close();
        }
    }
}
