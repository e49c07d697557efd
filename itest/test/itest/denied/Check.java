// SPDX-License-Identifier: Apache-2.0
package itest.denied;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/** Started last in a container that forbids native access: uses a buffer manager, and prints what it finds, or doesn't start. */
public final class Check implements BundleActivator {

    @Override
    public void start(BundleContext context) throws Exception {
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put(BufferManager.BINS, "1024x4");
        admin.getFactoryConfiguration(BufferManager.PID, "denied", "?").update(settings);
        ServiceTracker<BufferManager, BufferManager> tracker = new ServiceTracker<>(context, BufferManager.class, null);
        tracker.open();
        BufferManager manager = tracker.waitForService(20_000);
        try (Buffer buffer = manager.allocate(1024)) {
            buffer.byteBuffer().putLong(42);
            System.out.println("read " + buffer.byteBuffer().getLong() + " from " + manager.snapshot().allocator);
        }
        for (ServiceReference<MemAllocator> reference : context.getServiceReferences(MemAllocator.class, null)) {
            System.out.println("allocator " + reference.getProperty(MemAllocator.NAME));
        }
        LogReaderService log = context.getService(context.getServiceReference(LogReaderService.class));
        for (LogEntry entry : Collections.list(log.getLog())) {
            if (entry.getLogLevel().implies(LogLevel.WARN)) {
                System.out.println(entry.getLogLevel() + " " + entry.getLoggerName() + ": " + entry.getMessage());
            }
        }
        tracker.close();
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes back what was used.
    }
}
