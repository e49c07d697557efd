// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import svc.filetransfer.FileDownlink;

/** The configuration of one file downlink; a factory configuration of {@link FileDownlink#PID}. */
@ObjectClassDefinition(id = FileDownlink.PID, name = "File downlink", description = "Sends files as F´ file packets.")
@interface DownlinkConfiguration {

    @AttributeDefinition(name = "Name", description = "Tells downlinks apart, also as a service property.")
    String downlink_name() default "downlink";

    @AttributeDefinition(name = "Output filter",
        description = "An OSGi filter for the port that packets are sent to, for example (port.name=framer).")
    String output_target() default "(port.name=framer)";

    @AttributeDefinition(name = "Buffers filter", required = false,
        description = "An OSGi filter for the pool of buffers for packets, for example (manager.id=1).")
    String buffers_target() default "(objectClass=fw.buffer.BufferGet)";

    @AttributeDefinition(name = "Packet size", min = "16", max = "65548",
        description = "Most bytes of a packet, its header of 13 included. START must fit: 13, and both paths.")
    int packet_bytes() default 1024;

    @AttributeDefinition(name = "Window", min = "1", description = "Most packets that are out at a time, 1 or more.")
    int window() default 4;
}
