// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.nio.channels.UnresolvedAddressException;

/** Why something failed, for people. */
final class Reason {

    private Reason() {
    }

    static String of(Exception e) {
        if (e instanceof UnresolvedAddressException) {
            return "there is no such host";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
