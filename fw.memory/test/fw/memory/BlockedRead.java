// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.FutureTask;

/** A thread that waits in the operating system for a byte, which it wants put into a block. */
public final class BlockedRead implements AutoCloseable {

    private final Pipe pipe = Pipe.open();
    private final FutureTask<Integer> read;
    private final Thread thread;

    /** Begins to read into the block; returns when the operating system is at it. */
    public BlockedRead(MemoryBlock block) throws IOException {
        ByteBuffer target = block.segment().asByteBuffer();
        read = new FutureTask<>(() -> pipe.source().read(target));
        thread = new Thread(read, "blocked read");
        thread.start();
        await().pollInterval(Duration.ofMillis(1)).until(this::isInTheSystem);
    }

    private boolean isInTheSystem() {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod() && stack[0].getMethodName().startsWith("read");
    }

    /** Sends the byte. {@return how many bytes were read} */
    public int finish() throws Exception {
        pipe.sink().write(ByteBuffer.wrap(new byte[] {42}));
        return read.get();
    }

    /** Ends the read if it is still under way. */
    @Override
    public void close() throws IOException {
        pipe.sink().close();
        await().pollInterval(Duration.ofMillis(1)).until(() -> !thread.isAlive());
        pipe.source().close();
    }
}
