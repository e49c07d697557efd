// SPDX-License-Identifier: Apache-2.0
/**
 * Files in F´ file packets: a {@link svc.filetransfer.FileUplink} receives them, a {@link svc.filetransfer.FileDownlink} sends
 * them. Packets come and go by the ports of {@link svc.comms}; their format is in {@link svc.filetransfer.FilePacket}.
 * <p>
 * Who has files sent, or is told of those that were received, imports this package with {@code [1,2)}; its provider imports it
 * with {@code [1.0,1.1)}.
 * <p>
 * F´: {@code Svc::FileUplink}, {@code Svc::FileDownlink}, {@code Fw::FilePacket}. Up and down are as seen from the spacecraft;
 * either end can have either.
 */
@Export
@Version("1.0.0")
package svc.filetransfer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
