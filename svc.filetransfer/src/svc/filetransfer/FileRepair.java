// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer;

import java.util.concurrent.CompletionStage;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows what the receiver of a file lacks: whoever sends a file by {@link FileDownlink#send(java.nio.file.Path, String,
 * FileRepair)} gives one. F´'s file packets have no answer; how this comes to know is its own matter. It is no service. F´: none;
 * CCSDS File Delivery calls it deferred negative acknowledgement.
 */
@ConsumerType
@FunctionalInterface
public interface FileRepair {

    /**
     * Is asked when all of the file has been sent and all its buffers are back, and again each time that what it named has been
     * sent once more; END waits for its answer. It is called on the thread that returned the last buffer, and must not wait; it
     * may complete its answer later, on any thread.
     *
     * @return what is missing: the offset of the first byte of a piece and the offset after its last, piece after piece. If there
     *         is none, END is sent. If the stage completes exceptionally, or with anything that is no such list, the file is
     *         given
     *         up, as by an error
     */
    CompletionStage<long[]> missing();
}
