// SPDX-License-Identifier: Apache-2.0
package itest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.LogService;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** What is written to the OSGi log, as {@code LEVEL text}, the newest log service's. */
final class LogLines implements LogListener, ServiceTrackerCustomizer<LogReaderService, LogReaderService>, AutoCloseable {

    private final BundleContext context;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ServiceTracker<LogReaderService, LogReaderService> readers;
    private int marks;

    LogLines(BundleContext context) {
        this.context = context;
        readers = new ServiceTracker<>(context, LogReaderService.class, this);
        readers.open();
    }

    @Override
    public void logged(LogEntry entry) {
        lines.add(entry.getLogLevel() + " " + entry.getMessage());
    }

    /** {@return the lines with that text, of all that were written before this call} */
    List<String> with(String text) {
        // The log delivers in order, on a thread of its own: when this mark is here, so is all before it.
        String mark = "mark " + marks++;
        context.getService(context.getServiceReference(LogService.class)).getLogger("itest").audit(mark);
        Awaiting.that("the log has delivered: " + mark).until(() -> lines.contains("AUDIT " + mark));
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    @Override
    public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
        LogReaderService reader = context.getService(reference);
        reader.addLogListener(this);
        return reader;
    }

    @Override
    public void modifiedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
        // Its properties say nothing of interest.
    }

    @Override
    public void removedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
        reader.removeLogListener(this);
        context.ungetService(reference);
    }

    @Override
    public void close() {
        readers.close();
    }
}
