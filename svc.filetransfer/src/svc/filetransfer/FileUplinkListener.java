// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer;

import java.nio.file.Path;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what became of files: an OSGi service, which all uplinks call, whoever it is registered by. It is called on the thread
 * that the last packet came by, before that packet is returned, and must be quick. What it throws is logged. F´: the port {@code
 * fileAnnounce}.
 */
@ConsumerType
public interface FileUplinkListener {

    /**
     * A file is there, whole.
     *
     * @param portName the uplink's
     * @param file where it is
     * @param bytes how many it has
     */
    void fileReceived(String portName, Path file, long bytes);

    /**
     * A file that had begun will not come. What had its name before is untouched.
     *
     * @param portName the uplink's
     * @param destination the path that its START packet named, with {@code \xNN} for what can't be seen
     * @param why the event, such as {@code BadChecksum}, and its details
     */
    void fileFailed(String portName, String destination, String why);
}
