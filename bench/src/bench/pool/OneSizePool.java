// SPDX-License-Identifier: Apache-2.0
package bench.pool;

/**
 * A pool that knows no sizes: all its buffers have the same.
 *
 * @param <B> what the pool hands out
 */
interface OneSizePool<B> extends BufferPool<B> {

    /** {@return how many bytes a buffer has} */
    int capacity(B buffer);
}
