// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import svc.framing.Deframer;

/** The configuration of one deframer; a factory configuration of {@link Deframer#PID}. */
@ObjectClassDefinition(id = Deframer.PID, name = "Deframer", description = "Takes packets out of F´ frames.")
@interface DeframerConfiguration {

    @AttributeDefinition(name = "Port name", description = "The name under which others send frames to it.")
    String port_name() default "deframer";

    @AttributeDefinition(name = "Check CRC",
        description = "Whether to check each frame's CRC. One that comes straight from a frame accumulator was checked there, and "
            + "is not checked again. False only where all frames are known to be good: then one that something has written to "
            + "is taken for good.")
    boolean check_crc() default true;

    @AttributeDefinition(name = "Output filter",
        description = "An OSGi filter for the port that packets are sent to, for example (port.name=router).")
    String output_target() default "(port.name=router)";
}
