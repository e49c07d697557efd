// SPDX-License-Identifier: Apache-2.0
/** What is measured: JMH benchmarks, each a way in which pools are used. Their parameter {@code pool} says which pool. */
package bench.mode;
