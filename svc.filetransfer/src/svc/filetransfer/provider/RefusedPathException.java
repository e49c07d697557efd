// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

/** A destination path is not allowed. It has no stack trace: whoever sends paths decides how often it is made. */
final class RefusedPathException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param why how the sentence "the path ..." goes on */
    RefusedPathException(String why) {
        super(why, null, false, false);
    }
}
