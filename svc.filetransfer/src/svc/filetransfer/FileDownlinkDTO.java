// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer;

import org.osgi.dto.DTO;

/** The counters of a file downlink, since it was activated, and the file that is being sent. F´'s channels: the first three. */
public class FileDownlinkDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public FileDownlinkDTO() {
    }

    /** How many files were sent. F´: {@code FilesSent}. */
    public long filesSent;

    /** How many packets were sent. F´: {@code PacketsSent}. */
    public long packetsSent;

    /** How many warnings there were: the sum of all counters after {@link #filesCanceled}. F´: {@code Warnings}. */
    public long warnings;

    /** The name of the downlink, as it is configured. */
    public String name;

    /** The path of the file that is being sent; null if none is. */
    public String source;

    /** How many bytes that file has. */
    public long fileBytes;

    /** How many of them were sent. */
    public long sentBytes;

    /** How many bytes were sent again, of all files. */
    public long repairedBytes;

    /** How many packets are with the output. */
    public long outstanding;

    /** How many files were begun and failed. */
    public long filesFailed;

    /** How many files were canceled. */
    public long filesCanceled;

    /** Files that could not be opened, or can't be sent. F´: {@code FileOpenError}. */
    public long openErrors;

    /** Files that could not be read, or became shorter. F´: {@code FileReadError}. */
    public long readErrors;

    /** Files that failed because it could not be found out what is missing. */
    public long repairErrors;

    /** Files that failed because the pool had no buffer while none was out. */
    public long noBufferAvailable;

    /** Files that failed because there was no output. */
    public long noOutput;

    /** Files that failed because the output threw. */
    public long outputFailures;

    /** How often a buffer was returned that was not out, or could not go back to the pool. */
    public long misuses;
}
