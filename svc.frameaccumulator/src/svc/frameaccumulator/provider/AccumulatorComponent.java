// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.Map;

import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.memory.MemAllocator;
import fw.memory.dealing.LiveBlocks;
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.frameaccumulator.FrameAccumulator;
import svc.frameaccumulator.FrameAccumulatorDTO;
import svc.frameaccumulator.FrameDetector;

/**
 * The life of one frame accumulator: what it is connected to, and how it is configured. All of that may change while data flows,
 * and none of it interrupts that. The service is there also while there is no memory: then inputs go back untaken.
 */
@Component(name = FrameAccumulator.PID, service = {FrameAccumulator.class, ComDataIn.class}, immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AccumulatorConfiguration.class, factory = true)
public final class AccumulatorComponent implements FrameAccumulator {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    @Reference(name = "detector", policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile FrameDetector detector;

    @Reference(name = "buffers", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile BufferGet buffers;

    @Reference(name = "output", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile ComDataIn output;

    private final Log log = new Log(FrameAccumulator.PID, () -> loggerFactory);
    private volatile AccumulatorSpec spec;
    private final Events events = new Events(log, () -> "accumulator " + (spec == null ? "" : spec.portName));
    private final Store store = new Store(events);
    private final RingKeeper keeper;
    private final Accumulator accumulator = new Accumulator(new Connections(), store, events);

    /**
     * Called by Declarative Services.
     *
     * @param blocks those of all accumulators
     */
    @Activate
    public AccumulatorComponent(@Reference(service = BlocksInUse.class) LiveBlocks blocks) {
        keeper = new RingKeeper(store, blocks, log);
    }

    /**
     * Reserves the ring. If that can't be had, says why, and tries again when an allocator comes or changes, or the
     * configuration does.
     */
    @Activate
    void activate(AccumulatorConfiguration configuration, Map<String, Object> properties) {
        configure(configuration, properties);
    }

    /** Moves to another ring if need be. A configuration that is refused leaves the one before in force. */
    @Modified
    void modified(AccumulatorConfiguration configuration, Map<String, Object> properties) {
        configure(configuration, properties);
    }

    private void configure(AccumulatorConfiguration configuration, Map<String, Object> properties) {
        try {
            spec = new AccumulatorSpec(configuration);
        } catch (IllegalArgumentException e) {
            String consequence = spec == null ? "" : ", the one before stays in force";
            log.error("configuration " + properties.get(Constants.SERVICE_PID) + " is refused" + consequence + ": "
                + e.getMessage());
            return;
        }
        keeper.configure(spec);
    }

    /**
     * Gives the memory back. Inputs go back untaken from now on; frames that are out find their way home without this component.
     */
    @Deactivate
    void deactivate() {
        keeper.close();
        // Whatever is left in line goes back now.
        accumulator.resume();
    }

    /** An allocator has come: the ring moves to it if it's better. */
    @Reference(name = "allocators", service = MemAllocator.class, cardinality = ReferenceCardinality.MULTIPLE,
        policy = ReferencePolicy.DYNAMIC, updated = "updatedAllocator")
    void bindAllocator(ServiceReference<MemAllocator> reference, MemAllocator allocator) {
        keeper.add(reference, allocator);
    }

    /** An allocator's ranking may have changed, or whether it matches, or that because of which it could not be used. */
    void updatedAllocator(ServiceReference<MemAllocator> reference) {
        keeper.changed(reference);
    }

    /** An allocator goes. All that is from it goes back to it before this returns, or the time-outs have passed. */
    void unbindAllocator(ServiceReference<MemAllocator> reference) {
        keeper.remove(reference);
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        accumulator.dataIn(data, context, sender);
    }

    @Override
    public void resume() {
        accumulator.resume();
    }

    @Override
    public void clearThrottles() {
        events.clearThrottles();
    }

    @Override
    public FrameAccumulatorDTO snapshot() {
        return Telemetry.snapshot(spec, keeper, store, accumulator, events);
    }

    /** The references of the moment. */
    private final class Connections implements Accumulator.Ports {

        @Override
        public FrameDetector detector() {
            return detector;
        }

        @Override
        public BufferGet buffers() {
            return buffers;
        }

        @Override
        public ComDataIn output() {
            ComDataIn present = output;
            // Were it its own output, each frame would come in again, for ever.
            return present == AccumulatorComponent.this ? null : present;
        }
    }
}
