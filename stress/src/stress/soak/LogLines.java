// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;

/** What the bundles log. It keeps the last lines, and no bundle. Any thread. */
final class LogLines implements LogListener {

    private static final int KEPT = 20;

    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong stays = new AtomicLong();
    private final ConcurrentLinkedDeque<String> last = new ConcurrentLinkedDeque<>();

    @Override
    public void logged(LogEntry entry) {
        if (!LogLevel.WARN.implies(entry.getLogLevel())) {
            return;
        }
        String message = entry.getMessage();
        last.add(entry.getLogLevel() + " " + message);
        if (last.size() > KEPT) {
            last.poll();
        }
        if (message.contains(" is refused")) {
            refusals.incrementAndGet();
        } else if (message.contains("stays with its pool")) {
            stays.incrementAndGet();
        }
    }

    /** {@return how many configurations were refused} */
    long refusals() {
        return refusals.get();
    }

    /** {@return how often a manager had to say that it stays where it is} */
    long stays() {
        return stays.get();
    }

    /** {@return the last warnings and errors, in their order} */
    List<String> last() {
        return List.copyOf(last);
    }
}
