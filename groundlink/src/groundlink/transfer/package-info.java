// SPDX-License-Identifier: Apache-2.0
/**
 * Moves one file through pooled buffers: a source reads chunks into buffers and hands them on, a sink on another thread checks,
 * writes and returns them.
 * <p>
 * Nothing here knows of OSGi. A pool is a {@link fw.buffer.BufferGet} that may go away and come back, and whose memory may end
 * under a buffer at any moment; neither loses a chunk.
 */
package groundlink.transfer;
