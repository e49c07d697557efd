// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import java.util.Map;
import java.util.function.Supplier;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import fw.memory.MemAllocator;
import fw.memory.log.Log;

/**
 * An allocator's place in the service registry. It is registered if and only if it works: with a bad configuration, or where
 * native access is forbidden, there is no service, and whoever looks for one takes another. (A service that DS registers for a
 * component is there before the component has been activated, and stays when that fails; then {@code getService} gives null to
 * who could have had another allocator.)
 * <p>
 * A change of configuration is applied in place, for a new service would end everybody's memory. A bad one is refused, and what
 * was in force stays in force.
 * <p>
 * It is used by one thread at a time: by DS, for one component.
 */
public final class AllocatorService {

    private final BundleContext context;
    private final Log log;
    private LedgerAllocator allocator;
    private ServiceRegistration<MemAllocator> registration;

    /**
     * Makes a place with nothing in it.
     *
     * @param context of the bundle that has the allocator
     * @param log where refusals are reported, in one line each
     */
    public AllocatorService(BundleContext context, Log log) {
        this.context = context;
        this.log = log;
    }

    /**
     * Registers the allocator, or changes it in place, as the configuration has it; or reports why that can't be done, and leaves
     * things as they are.
     *
     * @param configured reads the configuration. It throws {@link UnsupportedOperationException} if this system can't have such
     *         an allocator, and another {@link RuntimeException} if the configuration is bad
     * @param properties the component's properties
     */
    public void offer(Supplier<Offer> configured, Map<String, Object> properties) {
        Offer offer;
        try {
            offer = configured.get();
        } catch (UnsupportedOperationException e) {
            log.warn(consequence() + e.getMessage());
            return;
        } catch (RuntimeException e) {
            log.error(consequence() + e.getMessage());
            return;
        }
        Map<String, Object> published = offer.serviceProperties(properties);
        if (registration == null) {
            allocator = new LedgerAllocator(offer.name(), offer.limitBytes(), offer.source(), log);
            registration = context.registerService(MemAllocator.class, allocator, FrameworkUtil.asDictionary(published));
        } else {
            allocator.configure(offer.name(), offer.limitBytes(), offer.source());
            registration.setProperties(FrameworkUtil.asDictionary(published));
        }
    }

    private String consequence() {
        return registration == null
                ? "this allocator is not offered: "
                : "the change is refused, and allocator " + allocator.usage().name + " stays as it was: ";
    }

    /** Unregisters the allocator, so that whoever has blocks of it can give them back; then ends those that are left. */
    public void close() {
        if (registration != null) {
            try {
                registration.unregister();
            } finally {
                registration = null;
                allocator.stop();
            }
        }
    }
}
