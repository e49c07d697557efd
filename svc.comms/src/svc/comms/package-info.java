// SPDX-License-Identifier: Apache-2.0
/**
 * The ports of the communication components: {@link svc.comms.ComDataIn} takes data, {@link svc.comms.ComReturn} gives its buffer
 * back to the component that it came from, and {@link svc.comms.FrameContext} goes along with it.
 * <p>
 * <b>Return to sender.</b> Data is handed on by lending: a receiver has the buffer until it calls the sender's {@code
 * dataReturn}, exactly once. So each buffer goes back the way that it came, to the component that took it from a pool, which
 * gives it back there.
 * <p>
 * <b>How components are linked.</b> A component that receives registers {@link svc.comms.ComDataIn} as a service with the
 * property {@link svc.comms.ComDataIn#PORT_NAME}. A component that sends has a configuration property {@link
 * svc.comms.ComDataIn#OUTPUT_TARGET}, a filter that chooses one of these services. The output may come and go while the sender
 * works. What is to be sent while there is none goes back at once to where it was taken, is counted, and is logged.
 * <p>
 * Anyone may implement the two ports, and imports this package with {@code [1,2)}, as does who only calls them.
 * <p>
 * F´: the port {@code Svc.ComDataWithContext}, in its two directions.
 */
@Export
@Version("1.0.0")
package svc.comms;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
