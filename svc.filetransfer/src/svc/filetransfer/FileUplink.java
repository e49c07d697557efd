// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Receives files, one at a time, into a folder. F´: {@code Svc::FileUplink}.
 * <p>
 * It is an OSGi service, one for each factory configuration of {@link #PID}; packets come in through {@link svc.comms.ComDataIn},
 * which is registered with it, under {@code port.name}. Who wants to know what became of a file registers a {@link
 * FileUplinkListener}.
 * <p>
 * <b>A file is there only when it is right.</b> Until then it is in a file of another name, {@code .uplink-*.part}, in the folder
 * that it is for. It gets its name, in one step and in place of what had it before, when all bytes are there and the checksum is
 * that of the END packet. Otherwise it is removed: when it is canceled, another begins, or the component is deactivated.
 * <p>
 * <b>As F´</b>, it warns of packets that are out of order or repeated and goes on; what comes in whatever order may make a file.
 * What comes again is not written again. <b>Unlike F´</b>, bytes that never came make no file, also if the checksum doesn't tell;
 * and the destination is below the folder: see {@link #FOLDER}.
 * <p>
 * <b>Threads.</b> Any; one packet is worked on at a time. The calling thread writes to the file, and returns the packet then. If
 * it is interrupted meanwhile, the file is lost, as it would be by an error of the disk. No heap is allocated for a DATA packet.
 */
@ProviderType
public interface FileUplink {

    /** The factory PID of its configuration. */
    String PID = "svc.filetransfer.uplink";

    /**
     * Configuration property, {@code String}: the folder for files; it must be there. A destination path counts from it, with
     * {@code /} between names. Refused are paths that are empty, longer than 240 bytes, not UTF-8, absolute, with empty names,
     * {@code .} or {@code ..}, with backslashes, colons or what can't be seen; those through a symbolic link, or a folder that is
     * not there; and those that are folders. Whoever else can write to the folder is trusted.
     */
    String FOLDER = "folder";

    /** Configuration property, {@code Long}: most bytes that a file may have, 0 or more; -1 for no limit, which is 4 GiB - 1. */
    String LIMIT_BYTES = "limit.bytes";

    /** {@return a snapshot of the counters, the caller's own} It allocates, and waits while a packet is worked on. */
    FileUplinkDTO snapshot();

    /** Lets each kind of event be written to the log ten times again. Some are let through anew with each file. */
    void clearThrottles();
}
