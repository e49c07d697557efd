// SPDX-License-Identifier: Apache-2.0
/**
 * TCP connections for communication components, as their operator sees them: {@link svc.tcp.TcpLink}, a client or a server.
 * <p>
 * What they send and receive goes by the ports of {@link svc.comms}. Nobody but this project's provider implements what is here;
 * who uses it imports this package with {@code [1,2)}.
 */
@Export
@Version("1.0.0")
package svc.tcp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
