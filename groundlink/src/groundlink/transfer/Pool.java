// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import fw.buffer.BufferGet;

/** Where the source takes its buffers. There may be none for a while. */
@FunctionalInterface
public interface Pool {

    /**
     * {@return the port of the moment; waits for one, but not for ever}
     *
     * @throws TransferException if none came in time
     * @throws InterruptedException if the thread was interrupted
     */
    BufferGet await() throws TransferException, InterruptedException;
}
