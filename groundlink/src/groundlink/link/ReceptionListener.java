// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.nio.file.Path;

/** Is told what became of the files of a receiving end. It is called on threads of that end, and must be quick. */
public interface ReceptionListener {

    /** A file is there, whole; this is its SHA-256, read from the disk. */
    void received(Path file, long bytes, String sha256);

    /** A file that had begun will not come. */
    void failed(String destination, String why);
}
