// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Thrown when a file can't be sent to its end. Its message is a line for people: what, where, and the way out. */
public class TransferException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with this message.
     *
     * @param message a line for people
     */
    public TransferException(String message) {
        super(message);
    }

    /** {@return why a file operation failed, without the file's name, which the caller has said} */
    public static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
