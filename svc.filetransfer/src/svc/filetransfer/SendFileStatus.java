// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer;

/** What became of a file that was to be sent. There may be more in later versions. F´: {@code Svc::SendFileStatus}. */
public enum SendFileStatus {

    /** All packets were sent, and their buffers have come back. Whether they arrived is not known. */
    OK,

    /** It was begun and could not be ended, or could not be opened; an event says why. */
    ERROR,

    /** It can't be sent: it is too large, a path is too long. An event says why. */
    INVALID,

    /** Another file is being sent. */
    BUSY,

    /** It was canceled. F´: {@code STATUS_OK}. */
    CANCELED
}
