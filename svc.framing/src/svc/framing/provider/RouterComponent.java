// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;

import fw.buffer.Buffer;
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.Event;
import svc.framing.RouteDTO;
import svc.framing.Router;
import svc.framing.RouterDTO;

/**
 * A router. How many outputs it has, its configuration says: so it follows them by itself, as Declarative Services would a
 * dynamic greedy reference.
 */
@Component(name = Router.PID, service = {Router.class, ComDataIn.class}, immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RouterConfiguration.class, factory = true)
public final class RouterComponent implements Router, ComDataIn {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    private final Log log = new Log(PID, () -> loggerFactory);
    private final List<Output> outputs = new ArrayList<>();
    private String portName;
    private Event unknownPacket;
    private Event noOutput;

    /** The end of a route. */
    private record Output(Route route, ServiceTracker<ComDataIn, ComDataIn> tracker) {
    }

    /** For Declarative Services, which then calls {@link #activate}. */
    public RouterComponent() {
    }

    RouterComponent(BundleContext context, String portName, String... routes) {
        configure(context, portName, routes);
    }

    /**
     * Comes up; with no routes if they can't be read. It throws nothing: an exception would be kept by the log's history, and
     * with it
     * this bundle's loader.
     */
    @Activate
    void activate(BundleContext context, RouterConfiguration configuration) {
        try {
            configure(context, configuration.port_name(), configuration.routes());
        } catch (IllegalArgumentException e) {
            outputs.clear();
            log.error("router " + portName + " has no routes: " + e.getMessage());
        }
    }

    private void configure(BundleContext context, String newPortName, String[] routes) {
        portName = newPortName;
        String name = "router " + portName;
        unknownPacket = new Event(log, name, "UnknownPacket");
        noOutput = new Event(log, name, "NoOutput");
        for (String text : routes) {
            add(context, Route.parse(text));
        }
        outputs.forEach(output -> output.tracker.open());
    }

    private void add(BundleContext context, Route route) {
        if (outputs.stream().anyMatch(other -> other.route.apid == route.apid)) {
            throw Route.refused(route.text, "there is another route for these packets");
        }
        try {
            String filter = "(&(" + Constants.OBJECTCLASS + "=" + ComDataIn.class.getName() + ")" + route.filter + ")";
            outputs.add(new Output(route, new ServiceTracker<>(context, context.createFilter(filter), null)));
        } catch (InvalidSyntaxException e) {
            throw Route.refused(route.text, e.getMessage());
        }
    }

    /** Lets go of the outputs. Packets that are out return to their senders, not here. */
    @Deactivate
    void deactivate() {
        outputs.forEach(output -> output.tracker.close());
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        int apid = context.apid();
        Output output = output(apid);
        if (output == null) {
            if (unknownPacket.occurs()) {
                unknownPacket.warn("there is no route for a packet of " + data.size() + " bytes with descriptor " + apid);
            }
            sender.dataReturn(data, context);
            return;
        }
        ComDataIn to = output.tracker.getService();
        if (to == null || to == this) {
            if (noOutput.occurs()) {
                noOutput.warn("nobody is at the end of " + output.route.text + "; a packet of " + data.size()
                    + " bytes goes back");
            }
            sender.dataReturn(data, context);
            return;
        }
        output.route.packets.increment();
        to.dataIn(data, context, sender);
    }

    private Output output(int apid) {
        Output any = null;
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            if (output.route.apid == apid) {
                return output;
            }
            if (output.route.apid == Route.ANY) {
                any = output;
            }
        }
        return any;
    }

    @Override
    public RouterDTO snapshot() {
        RouterDTO dto = new RouterDTO();
        dto.portName = portName;
        dto.unknownPackets = unknownPacket.count();
        dto.noOutput = noOutput.count();
        dto.routes = outputs.stream().map(RouterComponent::dto).toList();
        return dto;
    }

    private static RouteDTO dto(Output output) {
        RouteDTO dto = new RouteDTO();
        dto.route = output.route.text;
        dto.connected = output.tracker.getService() != null;
        dto.packets = output.route.packets.sum();
        return dto;
    }

    @Override
    public void clearThrottles() {
        unknownPacket.clear();
        noOutput.clear();
    }
}
