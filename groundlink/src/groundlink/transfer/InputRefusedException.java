// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

/** Thrown when the file to send can't be one. Its message names the file, what is wrong with it, and the way out. */
public class InputRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with this message.
     *
     * @param message a line for people
     */
    public InputRefusedException(String message) {
        super(message);
    }
}
