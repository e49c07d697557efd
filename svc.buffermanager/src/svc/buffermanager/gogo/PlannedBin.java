// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

/**
 * A bin as it could be.
 *
 * @param size of its buffers, in bytes
 * @param count how many
 * @param bytes what they take
 * @param chance that a request for it finds none
 * @param waste how many bytes are lent on average that nobody asked for
 */
record PlannedBin(int size, int count, long bytes, double chance, double waste) {
}
