// SPDX-License-Identifier: Apache-2.0
package fw.memory;

/**
 * Thrown by an allocator that can't give the memory that was asked for. Nothing has been handed out. F´: a null pointer, or fewer
 * bytes.
 */
public class MemoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int identifier;
    private final long requested;
    private final long available;

    /**
     * Makes an exception whose message holds all that is given here.
     *
     * @param identifier the entity that asked
     * @param requested how many bytes it asked for
     * @param available how many bytes could have been had, 0 if that is not known
     * @param reason why there is no more, and the way out
     */
    public MemoryUnavailableException(int identifier, long requested, long available, String reason) {
        this(identifier, requested, available, reason, null);
    }

    /**
     * Makes an exception whose message holds all that is given here.
     *
     * @param identifier the entity that asked
     * @param requested how many bytes it asked for
     * @param available how many bytes could have been had, 0 if that is not known
     * @param reason why there is no more, and the way out
     * @param cause what was thrown below, or null
     */
    public MemoryUnavailableException(int identifier, long requested, long available, String reason, Throwable cause) {
        super("identifier " + identifier + ": " + requested + " bytes asked for, " + available + " to be had: " + reason, cause);
        this.identifier = identifier;
        this.requested = requested;
        this.available = available;
    }

    /** {@return the entity that asked} */
    public int identifier() {
        return identifier;
    }

    /** {@return how many bytes were asked for} */
    public long requested() {
        return requested;
    }

    /** {@return how many bytes could have been had when this was thrown, 0 if that is not known} */
    public long available() {
        return available;
    }
}
