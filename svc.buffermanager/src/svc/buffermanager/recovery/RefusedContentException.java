// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.recovery;

/** Thrown when memory holds what must not be overwritten, and can't be read. It is as it was. */
public final class RefusedContentException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedContentException(String message) {
        super(message);
    }
}
