// SPDX-License-Identifier: Apache-2.0
/** Which benchmarks are run, in which order, how often, and how {@code ./bndw bench} is used. */
package bench.run;
