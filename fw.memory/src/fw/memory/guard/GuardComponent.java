// SPDX-License-Identifier: Apache-2.0
package fw.memory.guard;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

import fw.memory.MemAllocator;
import fw.memory.ledger.AllocatorService;
import fw.memory.ledger.Offer;
import fw.memory.ledger.ProvidesMemAllocator;
import fw.memory.log.Log;

/** Offers the allocator {@code guard}, as {@link GuardConfiguration} has it. */
@Component(name = GuardComponent.PID, property = MemAllocator.GUARDED + ":Boolean=true")
@Designate(ocd = GuardConfiguration.class)
@ProvidesMemAllocator
public final class GuardComponent {

    static final String PID = "fw.memory.guard";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory loggerFactory;

    private final Log log = new Log(PID, () -> loggerFactory);
    private AllocatorService service;

    /** For DS. */
    public GuardComponent() {
    }

    @Activate
    void activate(BundleContext context, GuardConfiguration configuration, Map<String, Object> properties) {
        service = new AllocatorService(context, log);
        service.offer(offer(configuration), properties);
    }

    @Modified
    void modified(GuardConfiguration configuration, Map<String, Object> properties) {
        service.offer(offer(configuration), properties);
    }

    @Deactivate
    void deactivate() {
        service.close();
    }

    private Supplier<Offer> offer(GuardConfiguration configuration) {
        return () -> new Offer(configuration.fw_memory_allocator_name(), List.of(configuration.fw_memory_allocator_type()),
                Offer.read("service.ranking", configuration::service_ranking),
                Offer.read("limit.bytes", configuration::limit_bytes), false, new GuardedArenas(log));
    }
}
