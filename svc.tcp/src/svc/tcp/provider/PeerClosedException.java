// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.IOException;

/** The peer has closed the connection, as it may. */
final class PeerClosedException extends IOException {

    private static final long serialVersionUID = 1;

    PeerClosedException() {
        super("the peer has closed the connection");
    }
}
