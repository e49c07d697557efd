// SPDX-License-Identifier: Apache-2.0
package svc.comms;

import org.osgi.annotation.versioning.ConsumerType;

import fw.buffer.Buffer;

/**
 * The port through which a component is given data. It is an OSGi service with the property {@link #PORT_NAME}. F´: an input port
 * {@code dataIn} of type {@code Svc.ComDataWithContext}.
 */
@ConsumerType
@FunctionalInterface
public interface ComDataIn {

    /** Service property, {@code String}: the name of the port, by which a sender chooses it; unique by convention. */
    String PORT_NAME = "port.name";

    /**
     * Configuration property of a component that sends, {@code String}: the filter that the service of its output must match, for
     * example {@code (port.name=deframer)}.
     */
    String OUTPUT_TARGET = "output.target";

    /**
     * Is given data. The buffer is lent to the receiver until it calls {@code sender.dataReturn(data, context)}, exactly once:
     * before this returns, or later, on any thread. Until then the receiver may read and write the buffer, shrink it and move its
     * start. It may hand it on, and then is itself the one that it is returned to.
     * <p>
     * Any thread may call this, also while others do. What the sender did to the buffer before happens-before what the receiver
     * does. A receiver says whether calls wait for each other, and what they cost.
     * <p>
     * It should not throw: what a receiver can't use, it counts and returns. If it throws all the same, it gives the data up: it
     * must not touch it or return it any more, and the sender, unless it has had it back before, has it again.
     *
     * @param data the data, from its start for {@link Buffer#size()} bytes. One that is not {@linkplain Buffer#isValid() valid}
     *         is returned as any other
     * @param context what goes along with it
     * @param sender whom to return it to
     */
    void dataIn(Buffer data, FrameContext context, ComReturn sender);
}
