// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;

/** A pool of buffers of one size, which lends the one that came back last. */
final class TestPool implements BufferGet {

    final Arena arena = Arena.ofShared();
    private final Deque<TestBuffer> free = new ArrayDeque<>();
    private final Buffer none = new TestBuffer(this, arena.allocate(1));
    private final int count;

    TestPool(int count, int size) {
        this.count = count;
        for (int i = 0; i < count; i++) {
            free.push(new TestBuffer(this, arena.allocate(size)));
        }
    }

    @Override
    public synchronized Buffer allocate(int size) {
        TestBuffer buffer = free.peek();
        return buffer == null || size > buffer.capacity() ? none : free.pop().lend(size);
    }

    synchronized void takeBack(TestBuffer buffer) {
        free.push(buffer);
    }

    synchronized int lent() {
        return count - free.size();
    }
}
