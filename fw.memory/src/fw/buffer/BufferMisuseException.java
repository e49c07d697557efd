// SPDX-License-Identifier: Apache-2.0
package fw.buffer;

import java.util.Objects;

/**
 * Thrown to whoever uses or gives back a buffer that is not his to use or give back. Nothing else has happened: no other buffer
 * is touched, the pool is as it was.
 * F´: an assert, which stops the system.
 */
public class BufferMisuseException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** What was done. There may be more kinds in later versions. */
    public enum Kind {
        /** The buffer was given back, or used, when it was not lent: most often it was given back before. */
        NOT_LENT,
        /** The buffer is not one of this provider's. */
        FOREIGN,
        /** The buffer was lent for longer than its pool lived; its memory has ended. */
        EXPIRED
    }

    /** What was done. */
    private final Kind kind;

    /**
     * Makes an exception of this kind with this message.
     *
     * @param kind what was done
     * @param message names the manager, the buffer and the way out
     */
    public BufferMisuseException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** {@return what was done} */
    public Kind kind() {
        return kind;
    }
}
