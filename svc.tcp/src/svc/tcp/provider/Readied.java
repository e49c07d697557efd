// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.nio.channels.SelectionKey;

/** What is attached to a key of the selector: it is told when its channel is ready. */
interface Readied {

    void ready(SelectionKey key);
}
