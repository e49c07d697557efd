// SPDX-License-Identifier: Apache-2.0
package tool;

/** Ends a command. The message says what is wrong and what to do about it; it is printed as it stands. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Failure(String message) {
        this(1, message);
    }

    /** @param status the exit status of the command: 1 for work that failed, 2 for a command line that makes no sense */
    Failure(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
