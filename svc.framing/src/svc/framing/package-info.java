// SPDX-License-Identifier: Apache-2.0
/**
 * Framing as F´ does it, as an operator sees it: a {@link svc.framing.Framer} makes frames of packets, a {@link
 * svc.framing.Deframer} makes packets of frames, and a {@link svc.framing.Router} sends each packet to the component that its
 * descriptor names. The format is in {@link svc.framing.FprimeFrame} and {@link svc.framing.PacketDescriptor}.
 * <p>
 * Data goes through these components by the ports of {@link svc.comms}; who only sends to one of them, or receives, needs nothing
 * of this package. It is for those who look after the components. They import it with {@code [1,2)}; its provider imports it with
 * {@code [1.0,1.1)}.
 * <p>
 * F´: {@code Svc::FprimeFramer}, {@code Svc::FprimeDeframer}, {@code Svc::FprimeRouter}.
 */
@Export
@Version("1.0.0")
package svc.framing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
