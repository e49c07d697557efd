// SPDX-License-Identifier: Apache-2.0
package svc.comms;

import org.osgi.annotation.versioning.ConsumerType;

import fw.buffer.Buffer;

/**
 * The port through which data goes back to the component that sent it. It is no service: it comes with the data, so that the
 * buffer finds its sender even if that has been replaced meanwhile. F´: an input port {@code dataReturnIn} of type {@code
 * Svc.ComDataWithContext}.
 */
@ConsumerType
@FunctionalInterface
public interface ComReturn {

    /**
     * Takes data back that this component has sent through {@link ComDataIn#dataIn}. From now on the buffer is not the caller's
     * any more. What the caller did to it before happens-before what is done to it next.
     * <p>
     * Any thread may call this, also while others do, and while the call of {@code dataIn} that the data came with is still under
     * way. It throws nothing, and doesn't wait for data to be processed. It works also after the sender was deactivated: the
     * buffer then goes back to where the sender had it from. So a receiver never has a buffer that it can't get rid of.
     *
     * @param data the very buffer that was given; it may have been shrunk, to 0 bytes even, and its start may have been moved
     * @param context the context that came with it
     */
    void dataReturn(Buffer data, FrameContext context);
}
