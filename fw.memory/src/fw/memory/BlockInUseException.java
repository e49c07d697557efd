// SPDX-License-Identifier: Apache-2.0
package fw.memory;

/**
 * Thrown when a block can't be ended now, because the operating system is at work in its memory: a channel reads into it, or a
 * native call has it. The block stays outstanding; give it back when that has ended.
 */
public class BlockInUseException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with this message.
     *
     * @param message names the allocator and the block
     * @param cause what was thrown below
     */
    public BlockInUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
