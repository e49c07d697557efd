// SPDX-License-Identifier: Apache-2.0
package groundlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

class LogPrinterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void printsWarningsAndErrorsOnly() {
        LogPrinter printer = printer();
        for (LogLevel level : LogLevel.values()) {
            printer.logged(new Entry(level.ordinal(), level, "message", null));
        }

        assertEquals(List.of("ERROR the.logger: message", "WARN the.logger: message"), printed());
    }

    @Test
    void printsWhatWasLoggedBeforeInTheOrderOfLoggingAndOnce() {
        Entry first = new Entry(1, LogLevel.ERROR, "first", null);
        Entry second = new Entry(2, LogLevel.ERROR, "second", null);
        LogPrinter printer = printer(second, first);
        printer.logged(second);
        printer.logged(new Entry(3, LogLevel.ERROR, "third", null));

        assertEquals(List.of("ERROR the.logger: first", "ERROR the.logger: second", "ERROR the.logger: third"), printed());
    }

    @Test
    void printsAMessageOfSeveralLinesAndItsExceptionInOneLine() {
        Throwable exception = new IllegalStateException("outer", new NullPointerException("inner"));
        printer(new Entry(1, LogLevel.WARN, "two\n  lines", exception));

        assertEquals(List.of("WARN the.logger: two lines: " + exception + ": " + exception.getCause()), printed());
    }

    @Test
    void listensNoMoreWhenItIsStopped() {
        Log log = new Log(List.of());
        LogPrinter printer = new LogPrinter(log, new PrintStream(bytes));
        printer.stop();

        assertNull(log.listener);
    }

    private LogPrinter printer(Entry... latestFirst) {
        return new LogPrinter(new Log(List.of(latestFirst)), new PrintStream(bytes));
    }

    private List<String> printed() {
        return bytes.toString().lines().toList();
    }

    /** A log that holds these entries, the latest first. */
    private static final class Log implements LogReaderService {

        private final List<LogEntry> entries;
        private LogListener listener;

        private Log(List<? extends LogEntry> entries) {
            this.entries = List.copyOf(entries);
        }

        @Override
        public void addLogListener(LogListener added) {
            listener = added;
        }

        @Override
        public void removeLogListener(LogListener removed) {
            listener = listener == removed ? null : listener;
        }

        @Override
        public Enumeration<LogEntry> getLog() {
            return Collections.enumeration(entries);
        }
    }

    private record Entry(long sequence, LogLevel level, String message, Throwable exception) implements LogEntry {

        @Override
        public Bundle getBundle() {
            return null;
        }

        @Override
        public ServiceReference<?> getServiceReference() {
            return null;
        }

        @Override
        @Deprecated
        public int getLevel() {
            return level.ordinal();
        }

        @Override
        public String getMessage() {
            return message;
        }

        @Override
        public Throwable getException() {
            return exception;
        }

        @Override
        public long getTime() {
            return 0;
        }

        @Override
        public LogLevel getLogLevel() {
            return level;
        }

        @Override
        public String getLoggerName() {
            return "the.logger";
        }

        @Override
        public long getSequence() {
            return sequence;
        }

        @Override
        public String getThreadInfo() {
            return "";
        }

        @Override
        public StackTraceElement getLocation() {
            return null;
        }
    }
}
