// SPDX-License-Identifier: Apache-2.0
package fw.memory;

/**
 * Thrown when a block is given to an allocator that has not handed it out, or has had it back already. Nothing has changed. F´:
 * an assert, or undefined.
 */
public class UnknownBlockException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with this message.
     *
     * @param message names the allocator and the block, and what is wrong
     */
    public UnknownBlockException(String message) {
        super(message);
    }
}
