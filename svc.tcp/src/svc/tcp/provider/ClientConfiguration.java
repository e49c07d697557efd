// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import svc.tcp.TcpLink;

/** The configuration of one TCP client; a factory configuration of {@link TcpLink#CLIENT_PID}. */
@ObjectClassDefinition(id = TcpLink.CLIENT_PID, name = "TCP client", description = "Connects to a TCP server.")
@interface ClientConfiguration {

    @AttributeDefinition(name = "Port name", description = "The name under which others send buffers to it.")
    String port_name() default "link";

    @AttributeDefinition(name = "Output filter",
        description = "An OSGi filter for the port that received bytes are sent to, for example (port.name=accumulator).")
    String output_target() default "(port.name=accumulator)";

    @AttributeDefinition(name = "Buffers filter", required = false,
        description = "An OSGi filter for the pool of buffers to receive into, for example (manager.id=1).")
    String buffers_target() default "(objectClass=fw.buffer.BufferGet)";

    @AttributeDefinition(name = "Host", description = "The name or address to connect to.")
    String host() default "127.0.0.1";

    @AttributeDefinition(name = "TCP port", min = "1", max = "65535", description = "1 to 65535.")
    int port() default 50000;

    @AttributeDefinition(name = "Read size", min = "1",
        description = "Most bytes that are received at a time, 1 or more: the size of the buffers that are taken.")
    int read_bytes() default 4096;

    @AttributeDefinition(name = "Queue", min = "1", description = "How many buffers can wait to be sent, 1 or more.")
    int queue() default 16;

    @AttributeDefinition(name = "Send time-out", min = "1",
        description = "ms, 1 or more: a peer that takes nothing for so long is disconnected; so long a connection may take.")
    long send_timeout() default 10000;

    @AttributeDefinition(name = "Retry interval", min = "1",
        description = "ms, 1 or more: how long to wait before a failed connect or listen is tried again.")
    long retry_interval() default 1000;
}
