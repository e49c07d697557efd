// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import java.io.IOException;

/** Thrown when a file can't serve as the block that was asked for. The file is as it was. */
final class RefusedFileException extends IOException {

    private static final long serialVersionUID = 1;

    private final long available;

    /** Makes an exception, where no block can be had. The message goes on after "file X ". */
    RefusedFileException(String message) {
        this(0, message);
    }

    /** Makes an exception, where a block of another size could be had. The message goes on after "file X ". */
    RefusedFileException(long available, String message) {
        super(message);
        this.available = available;
    }

    /** {@return how many bytes a block could have, 0 if there is none to be had} */
    long available() {
        return available;
    }
}
