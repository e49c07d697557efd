// SPDX-License-Identifier: Apache-2.0
package stress.recovery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;

/**
 * Takes buffers, writes to them, checkpoints them, hands them on, writes to them again and gives them back, until the JVM is
 * killed. It says each
 * step, after it if it is one that must hold, and before it if it takes something back.
 */
final class User implements Runnable {

    private static final int MOST_HELD = 4;
    private static final int LARGEST = 1800;

    private final BufferManager manager;
    private final Bundle other;
    private final SplittableRandom random;
    private final BiConsumer<Step, Long> say;
    private final Deque<Buffer> held = new ArrayDeque<>();
    private long number;

    /**
     * Makes one.
     *
     * @param first the first of the numbers that are its own
     * @param say what is told of each step; it may do nothing, so that kills hit the steps themselves more often
     */
    User(BufferManager manager, Bundle other, long first, SplittableRandom random, BiConsumer<Step, Long> say) {
        this.manager = manager;
        this.other = other;
        this.random = random;
        this.say = say;
        number = first;
    }

    @Override
    public void run() {
        while (true) {
            if (held.size() == MOST_HELD) {
                giveBack(held.removeFirst());
            }
            Buffer buffer = manager.allocate(random.nextInt(Content.LEAST, LARGEST));
            if (!buffer.isValid()) {
                giveBackAll();
                continue;
            }
            if (random.nextInt(8) == 0) {
                buffer.advance(random.nextInt(buffer.size() - Content.LEAST + 1));
            }
            held.add(buffer);
            fill(buffer);
            use(buffer);
        }
    }

    private void fill(Buffer buffer) {
        long mine = number++;
        Content.write(buffer.segment(), mine);
        if (!manager.checkpoint(buffer)) {
            throw new IllegalStateException("recovery is off");
        }
        say.accept(Step.CONFIRMED, mine);
    }

    private void use(Buffer buffer) {
        long present = Content.number(buffer.segment());
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                manager.transfer(buffer, other);
                say.accept(Step.HANDED_ON, present);
            }
            case 2 -> manager.checkpoint(buffer);
            case 3 -> {
                say.accept(Step.GIVEN_UP, present);
                fill(buffer);
            }
            case 4 -> {
                say.accept(Step.GIVEN_UP, present);
                // From now on it is not what was checkpointed.
                int half = Math.max(Content.LEAST, buffer.size() / 2);
                buffer.segment().asSlice(half).fill((byte) random.nextInt());
            }
            default -> { }
        }
    }

    private void giveBack(Buffer buffer) {
        long present = Content.number(buffer.segment());
        say.accept(Step.GIVEN_UP, present);
        manager.deallocate(buffer);
        say.accept(Step.RETURNED, present);
    }

    private void giveBackAll() {
        while (!held.isEmpty()) {
            giveBack(held.removeFirst());
        }
    }
}
