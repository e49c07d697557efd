// SPDX-License-Identifier: Apache-2.0
/**
 * The stress test for minutes: many threads take buffers, stamp them over their whole length, hold them for a while, hand
 * them to each
 * other and give them back, while the pools that the buffers are from are swapped. {@link stress.hold.Hold} runs it, {@link
 * stress.hold.Holder} is what each thread does. It knows managers by their interface only.
 */
package stress.hold;
