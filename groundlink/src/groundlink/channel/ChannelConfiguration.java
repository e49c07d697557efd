// SPDX-License-Identifier: Apache-2.0
package groundlink.channel;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of one bad channel; a factory configuration of {@link Channel#PID}. */
@ObjectClassDefinition(id = Channel.PID, name = "Bad channel", description = "Does to frames what a bad radio link does.")
@interface ChannelConfiguration {

    @AttributeDefinition(name = "Port name", description = "The name under which others send frames to it.")
    String port_name() default "channel";

    @AttributeDefinition(name = "Output filter",
        description = "An OSGi filter for the port that frames are sent to, for example (port.name=link).")
    String output_target() default "(port.name=link)";

    @AttributeDefinition(name = "Buffers filter", required = false,
        description = "An OSGi filter for where buffers are taken for repeats and garbage, such as (manager.id=1).")
    String buffers_target() default "(objectClass=fw.buffer.BufferGet)";

    @AttributeDefinition(name = "Seed", description = "The same seed and the same frames: the same errors.")
    long seed() default 1;

    @AttributeDefinition(name = "Bit errors", min = "0", description = "One in so many frames has a wrong bit; 0 for none.")
    int bit_errors() default 0;

    @AttributeDefinition(name = "Losses", min = "0", description = "One in so many frames is lost; 0 for none.")
    int losses() default 0;

    @AttributeDefinition(name = "Repeats", min = "0", description = "One in so many frames is sent twice; 0 for none.")
    int repeats() default 0;

    @AttributeDefinition(name = "Garbage", min = "0", description = "Before one in so many frames there is garbage; 0 for none.")
    int garbage() default 0;
}
