// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import svc.framing.Router;

/** The configuration of one router; a factory configuration of {@link Router#PID}. */
@ObjectClassDefinition(id = Router.PID, name = "Router", description = "Sends each packet to the component for its kind.")
@interface RouterConfiguration {

    @AttributeDefinition(name = "Port name", description = "The name under which others send packets to it.")
    String port_name() default "router";

    @AttributeDefinition(name = "Routes", cardinality = Integer.MAX_VALUE,
        description = "KIND=FILTER each, for example file=(port.name=uplink). KIND is command, telemetry, log, file, "
            + "packetized-telemetry, data-product, idle, unknown, a number from 0 to 2047, or * for all others.")
    String[] routes() default "file=(port.name=uplink)";
}
