// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer;

import org.osgi.dto.DTO;

/** The counters of a file uplink, since it was activated, and the file that is coming. F´'s channels: the first three. */
public class FileUplinkDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public FileUplinkDTO() {
    }

    /** How many files were received whole. F´, {@code FilesReceived}, counts the wrong ones too. */
    public long filesReceived;

    /** How many packets were received that could be read. F´: {@code PacketsReceived}. */
    public long packetsReceived;

    /** How many warnings there were: the sum of all counters after {@link #filesFailed}. F´: {@code Warnings}. */
    public long warnings;

    /** The name of its port. */
    public String portName;

    /** The destination of the file that is coming; null if none is. */
    public String destination;

    /** How many bytes that file has in all. */
    public long fileBytes;

    /** How many of them are there. */
    public long receivedBytes;

    /**
     * What is missing of it: the offset of the first byte of a piece and the offset after its last, piece after piece; at most
     * 257 pieces. Empty if nothing is missing, or no file is coming.
     */
    public long[] missing = {};

    /** How many files began and did not come whole, for whatever reason. */
    public long filesFailed;

    /** Files that had another checksum than their END packet says. F´: {@code BadChecksum}. */
    public long badChecksums;

    /** Files of which bytes were missing when their END packet came. */
    public long incompleteFiles;

    /** Files that could not be opened. F´: {@code FileOpenError}. */
    public long openErrors;

    /** Times a file could not be written, or not be given its name. F´: {@code FileWriteError}. */
    public long writeErrors;

    /** START packets whose destination is not allowed. */
    public long refusedPaths;

    /** START packets of files that are too large. */
    public long tooLargeFiles;

    /** Packets that don't fit what is going on. F´: {@code InvalidReceiveMode}. */
    public long invalidReceiveModes;

    /** DATA packets beyond the file's end. F´: {@code PacketOutOfBounds}. */
    public long packetsOutOfBounds;

    /** Packets whose sequence index is not one more than the last. F´: {@code PacketOutOfOrder}. */
    public long packetsOutOfOrder;

    /** DATA packets of which all is there already. F´: {@code PacketDuplicate}. */
    public long duplicatePackets;

    /** DATA packets that were not taken because the file has too many holes already. */
    public long tooManyHoles;

    /** Packets that can't be read. F´: {@code DecodeError}. */
    public long decodeErrors;

    /** Packets that are no file packets, or in an invalid buffer. F´: {@code InvalidPacketReceived}. */
    public long invalidPackets;

    /** Times a listener threw. */
    public long listenerFailures;
}
