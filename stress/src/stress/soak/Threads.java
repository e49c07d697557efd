// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The threads that are there at first, to tell which have come since. Platform threads and virtual ones. */
final class Threads {

    private final Set<String> before;

    /** Looks at what is there now. */
    Threads() throws IOException, InterruptedException {
        // The JVM starts the threads by which it runs and wakes virtual ones when the first of these waits.
        Thread.ofVirtual().start(() -> LockSupport.parkNanos(1_000_000)).join();
        before = now();
    }

    /** {@return those that have come since, and haven't ended in that time} */
    Set<String> left(Awaiting awaiting) {
        awaiting.until(() -> names().isEmpty());
        return names();
    }

    private Set<String> names() {
        try {
            Set<String> names = now();
            names.removeAll(before);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return all threads, by number and name} */
    private static Set<String> now() throws IOException {
        Set<String> names = new TreeSet<>(virtual());
        Thread.getAllStackTraces().keySet().stream().filter(thread -> !isJvms(thread))
            .map(thread -> "#" + thread.threadId() + " " + thread.getName()).forEach(names::add);
        return names;
    }

    /** Those that the JVM starts and ends as it likes: carriers of virtual threads, its common pool, who answers to tools. */
    private static boolean isJvms(Thread thread) {
        return thread.getClass().getName().equals("jdk.internal.misc.CarrierThread")
            || thread.getName().startsWith("ForkJoinPool.commonPool-") || thread.getName().equals("Attach Listener");
    }

    private static Set<String> virtual() throws IOException {
        return ThreadDump.now().lines().filter(line -> line.startsWith("#") && line.contains("\" virtual"))
            .collect(Collectors.toSet());
    }
}
