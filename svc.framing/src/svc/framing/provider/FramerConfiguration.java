// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import svc.framing.Framer;

/** The configuration of one framer; a factory configuration of {@link Framer#PID}. */
@ObjectClassDefinition(id = Framer.PID, name = "Framer", description = "Makes F´ frames of packets.")
@interface FramerConfiguration {

    @AttributeDefinition(name = "Port name", description = "The name under which others send packets to it.")
    String port_name() default "framer";

    @AttributeDefinition(name = "Output filter",
        description = "An OSGi filter for the port that frames are sent to, for example (port.name=link).")
    String output_target() default "(port.name=link)";

    @AttributeDefinition(name = "Buffers filter", required = false,
        description = "An OSGi filter for where buffers are taken for packets without room for a frame, such as (manager.id=1).")
    String buffers_target() default "(objectClass=fw.buffer.BufferGet)";
}
