// SPDX-License-Identifier: Apache-2.0
/**
 * The stress test of the bundles as they are deployed: in Felix, many threads take, stamp, hand over, verify and give back
 * buffers, while an operator stops, updates and removes the bundles that the memory is from, and changes configurations. {@link
 * stress.soak.Soak} runs it, {@link stress.soak.Operator} is what is done to the system, {@link stress.soak.Consumer} is who must
 * not notice.
 */
package stress.soak;
