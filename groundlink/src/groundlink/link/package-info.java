// SPDX-License-Identifier: Apache-2.0
/**
 * The two ends of the ground link. Each is a set of components, by a factory configuration each, that are there as long as the
 * end is: {@link groundlink.link.SendingEnd} and {@link groundlink.link.ReceivingEnd}. {@link groundlink.link.Delivery} sends a
 * file from one to the other: it has sent again what got lost, and asks the receiver what became of the file.
 */
package groundlink.link;
