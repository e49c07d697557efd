// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.nio.file.Path;

import svc.filetransfer.FileUplinkListener;

/**
 * What became of a file, to be told to listeners when no lock is held.
 *
 * @param file where it is; null if it failed
 * @param why why it failed; null if it did not
 */
record Outcome(String destination, Path file, long bytes, String why) {

    void tell(FileUplinkListener listener, String portName) {
        if (why == null) {
            listener.fileReceived(portName, file, bytes);
        } else {
            listener.fileFailed(portName, destination, why);
        }
    }
}
