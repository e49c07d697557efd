// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Prints warnings and errors of the log to the error stream, a line each, also those from before it was there. What is less stays
 * silent.
 */
@Component(service = {}, immediate = true)
public final class LogPrinter implements LogListener {

    private final LogReaderService log;
    private final PrintStream out;
    private long lastPrinted = -1;

    /** Begins to print to the error stream. */
    @Activate
    public LogPrinter(@Reference LogReaderService log) {
        this(log, System.err);
    }

    /** Begins to print. */
    LogPrinter(LogReaderService log, PrintStream out) {
        this.log = log;
        this.out = out;
        synchronized (this) {
            // What is logged from here on waits for this lock, or is in the history as well and printed from there.
            log.addLogListener(this);
            List<LogEntry> history = new ArrayList<>(Collections.list(log.getLog()));
            history.reversed().forEach(this::logged);
        }
    }

    @Deactivate
    void stop() {
        log.removeLogListener(this);
    }

    @Override
    public synchronized void logged(LogEntry entry) {
        LogLevel level = entry.getLogLevel();
        if ((level == LogLevel.ERROR || level == LogLevel.WARN) && entry.getSequence() > lastPrinted) {
            lastPrinted = entry.getSequence();
            out.println(line(entry));
        }
    }

    /** {@return level, name, message and, if there is one, exception of an entry, all in one line} */
    private static String line(LogEntry entry) {
        String line = entry.getLogLevel() + " " + entry.getLoggerName() + ": " + entry.getMessage();
        for (Throwable cause = entry.getException(); cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            line += ": " + cause;
        }
        return line.replaceAll("\\s*\\R\\s*", " ");
    }
}
