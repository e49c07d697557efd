// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import svc.frameaccumulator.FrameAccumulator;

/** The configuration of one frame accumulator; a factory configuration of {@link FrameAccumulator#PID}. */
@ObjectClassDefinition(id = FrameAccumulator.PID, name = "Frame accumulator",
    description = "Takes a stream of bytes in whatever pieces, finds the frames in it, and hands each on in a buffer of its own.")
@interface AccumulatorConfiguration {

    @AttributeDefinition(name = "Port name",
        description = "The name by which those who send to it choose it. Each accumulator has its own.")
    String port_name() default "accumulator";

    @AttributeDefinition(name = "Memory id", min = "0",
        description = "The identifier under which the ring's memory is asked for; allocators count by it. 0 or more.")
    int memory_id() default 0;

    @AttributeDefinition(name = "Store size", min = "1", max = "1073741824",
        description = "How many bytes the ring holds, 1 to 1073741824. No frame can be larger.")
    int store_size() default 16384;

    @AttributeDefinition(name = "Most bytes of a frame", min = "0",
        description = "How large a frame may be, in bytes; 0 for as large as the ring. It limits what hostile input can cost.")
    int max_frame_size() default 0;

    @AttributeDefinition(name = "Allocator filter", required = false,
        description = "An OSGi filter for the allocators to take memory from, best ranking first, for example "
            + "(fw.memory.allocator.name=malloc).")
    String allocator_target() default "(objectClass=fw.memory.MemAllocator)";

    @AttributeDefinition(name = "Allocator time-out", min = "1",
        description = "How long an allocator has to give memory, or to take it back, in milliseconds, 1 or more. One that has not "
            + "answered then is passed over.")
    long allocator_timeout() default 10000;

    @AttributeDefinition(name = "Detector filter", required = false,
        description = "An OSGi filter for the frame detector, for example (frame.detector.name=ccsds-tc).")
    String detector_target() default "(frame.detector.name=fprime)";

    @AttributeDefinition(name = "Buffers filter", required = false,
        description = "An OSGi filter for where the frames' buffers are taken, for example (manager.id=1).")
    String buffers_target() default "(objectClass=fw.buffer.BufferGet)";

    @AttributeDefinition(name = "Output filter", required = false,
        description = "An OSGi filter for the component that the frames go to, for example (port.name=deframer).")
    String output_target() default "(port.name=deframer)";
}
