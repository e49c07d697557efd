// SPDX-License-Identifier: Apache-2.0
package bench.pool;

/**
 * A pool under test. All that a benchmark measures goes through {@code take} and {@code give}, which do what a user of that pool
 * would write, and nothing more.
 *
 * @param <B> what the pool hands out
 */
public interface BufferPool<B> extends AutoCloseable {

    /**
     * Takes a buffer.
     *
     * @param size how many bytes it must have at least
     * @return a buffer, of which the user has looked whether it is one
     * @throws IllegalStateException if none is free
     */
    B take(int size);

    /** Gives a buffer back. */
    void give(B buffer);

    /** {@return an array to take several buffers into} */
    default Object[] array(int length) {
        return new Object[length];
    }

    /**
     * Takes as many buffers as the array has places; with one call where the pool has one for that, else one by one.
     *
     * @param into from {@link #array}
     */
    default void takeAll(int size, Object[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = take(size);
        }
    }

    /** Gives back what {@link #takeAll} has taken. */
    @SuppressWarnings("unchecked") // what is in the array is from take
    default void giveAll(Object[] buffers) {
        for (Object buffer : buffers) {
            give((B) buffer);
        }
    }

    /** Ends the pool, to which all buffers have been given back. */
    @Override
    void close();

    /** {@return what {@link #take} throws} */
    static IllegalStateException exhausted(int size) {
        return new IllegalStateException("no buffer of " + size + " bytes is free");
    }
}
