// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

/**
 * What a transfer has done so far.
 *
 * @param written bytes that the sink has checked and written
 * @param taken buffers that the source took
 * @param returned buffers that were given back
 * @param expired buffers whose memory ended before they could be given back
 * @param repeated chunks that were read again, because their buffer expired
 * @param waits how often the source found no buffer free
 */
public record Totals(long written, long taken, long returned, long expired, long repeated, long waits) {
}
