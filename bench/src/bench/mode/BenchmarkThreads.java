// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * The threads of all benchmarks. They are of Netty's own kind, for which its allocators have their caches; to all other pools
 * they are threads as any.
 */
public final class BenchmarkThreads extends ThreadPoolExecutor {

    /**
     * For JMH, which finds it by name.
     *
     * @param threads how many there are to be
     * @param prefix what their names begin with
     */
    public BenchmarkThreads(int threads, String prefix) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> make(task, prefix));
    }

    /** {@return a thread that doesn't keep the JVM alive} */
    static Thread make(Runnable task, String name) {
        Thread thread = new FastThreadLocalThread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
