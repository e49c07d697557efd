// SPDX-License-Identifier: Apache-2.0
package fw.memory;

/** Thrown when no allocator of a type is registered. F´: an assert. */
public class NoSuchAllocatorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with this message.
     *
     * @param message names the type that was asked for and those that there are
     */
    public NoSuchAllocatorException(String message) {
        super(message);
    }
}
