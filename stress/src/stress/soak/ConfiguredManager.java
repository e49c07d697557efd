// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

import stress.hold.Faults;
import svc.buffermanager.BufferManager;

/**
 * A manager by its configuration, and its service as consumers find it. That may go in an {@link Outage} only. Any thread may ask
 * for the service; all else is for one thread.
 */
final class ConfiguredManager implements ServiceTrackerCustomizer<BufferManager, BufferManager> {

    /** The bundle that managers are from. */
    static final String BUNDLE = "svc.buffermanager.provider";

    /** Part of each configuration, and so a property of the service: it tells which configuration is in force. */
    private static final String STEP = "soak.step";

    private final int id;
    private final BundleContext context;
    private final Awaiting awaiting;
    private final Outage outage;
    private final Faults<Finding> findings;
    private final UnaryOperator<BufferManager> disguise;
    private final Map<String, Object> settings = new HashMap<>();
    private final Configuration configuration;
    private final ServiceTracker<BufferManager, BufferManager> tracker;
    private List<String> target = AllocatorBundles.NAMES;
    private int step;

    /** What consumers get, or null while it is away. As the next three, written by who changes bundles and configurations. */
    private volatile BufferManager present;
    /** The service, also while it is away. */
    private volatile BufferManager last;
    private volatile BufferManager disguised;
    /** What was counted by services that are gone for good. */
    private volatile Figures before = Figures.NONE;
    private volatile boolean closing;

    /**
     * Configures it, and waits for its service.
     *
     * @param id its manager id
     * @param disguise what consumers get instead of the service
     */
    ConfiguredManager(int id, Map<String, Object> settings, Container container, Awaiting awaiting, Outage outage,
        Faults<Finding> findings, UnaryOperator<BufferManager> disguise) throws IOException {
        this.id = id;
        this.context = container.context();
        this.awaiting = awaiting;
        this.outage = outage;
        this.findings = findings;
        this.disguise = disguise;
        this.settings.putAll(Map.of(BufferManager.MANAGER_ID, id, BufferManager.MEMORY_ID, id, BufferManager.ALLOCATOR_TARGET,
            AllocatorBundles.filter(target)));
        this.settings.putAll(settings);
        configuration = container.service(ConfigurationAdmin.class).getFactoryConfiguration(BufferManager.PID, "soak" + id, "?");
        try {
            tracker = new ServiceTracker<>(context, context.createFilter("(&(" + Constants.OBJECTCLASS + "="
                + BufferManager.class.getName() + ")(" + Constants.SERVICE_PID + "=" + configuration.getPid() + "))"), this);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a PID makes a filter", e);
        }
        tracker.open();
        change(Map.of());
    }

    @Override
    public BufferManager addingService(ServiceReference<BufferManager> reference) {
        BufferManager service = context.getService(reference);
        if (service != last) {
            before = figures();
            last = service;
            disguised = disguise.apply(service);
        }
        present = disguised;
        return service;
    }

    @Override
    public void modifiedService(ServiceReference<BufferManager> reference, BufferManager service) {
        // The service is the same.
    }

    @Override
    public void removedService(ServiceReference<BufferManager> reference, BufferManager service) {
        present = null;
        context.ungetService(reference);
        if (!closing && !outage.excuses(outage.stamp())) {
            findings.add(Finding.CALL_FAILED, this + ": its service went");
        }
    }

    /**
     * {@return its service; to be held no longer than for a call}
     *
     * @throws IllegalStateException if it is away
     */
    BufferManager service() {
        BufferManager service = present;
        if (service == null) {
            throw new IllegalStateException(this + " is away");
        }
        return service;
    }

    void awaitService() {
        awaiting.that(this + " is in service", () -> present != null);
    }

    void awaitAway() {
        awaiting.that(this + " is out of service", () -> present == null);
    }

    /** {@return what it counted so far, in all its lives} */
    Figures figures() {
        BufferManager service = last;
        return service == null ? before : before.plus(service.snapshot());
    }

    /** {@return whether it can go on with these allocators} */
    boolean canServe(List<String> allocators) {
        return target.stream().anyMatch(allocators::contains);
    }

    /** Has it take its memory from these allocators only. */
    void retarget(List<String> allocators) throws IOException {
        change(Map.of(BufferManager.ALLOCATOR_TARGET, AllocatorBundles.filter(allocators)));
        target = allocators;
    }

    /** Changes its configuration, and waits until that is in force; what is not named stays. */
    void change(Map<String, Object> changes) throws IOException {
        settings.putAll(changes);
        settings.put(STEP, ++step);
        configuration.update(FrameworkUtil.asDictionary(settings));
        awaiting.that(this + ": configuration " + settings + " is in force", () -> {
            ServiceReference<BufferManager> reference = tracker.getServiceReference();
            return reference != null && Integer.valueOf(step).equals(reference.getProperty(STEP));
        });
    }

    /** Gives it a configuration that is not to be in force, waits for what it says to that, and changes the one before. */
    void offend(Map<String, Object> bad, Map<String, Object> changes, Runnable answer) throws IOException {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(bad);
        configuration.update(FrameworkUtil.asDictionary(all));
        answer.run();
        change(changes);
    }

    /** {@return settings for people, in an order that doesn't depend on the run} */
    static String text(Map<String, Object> settings) {
        Map<String, Object> text = new TreeMap<>();
        settings.forEach((key, value) -> text.put(key, value instanceof String[] values ? List.of(values) : value));
        return text.toString();
    }

    /** Deletes its configuration. All memory goes back, soon. */
    void delete() throws IOException {
        closing = true;
        configuration.delete();
        awaitAway();
        tracker.close();
    }

    /** Forgets the service, but for what it counted. */
    void forget() {
        before = figures();
        last = null;
        disguised = null;
    }

    @Override
    public String toString() {
        return "manager " + id;
    }
}
