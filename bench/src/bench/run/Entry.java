// SPDX-License-Identifier: Apache-2.0
package bench.run;

import java.util.Map;

/**
 * One line of a mode: a benchmark and the parameters that it runs with.
 *
 * @param label what stands in the line; for a pool, its label
 * @param benchmark the full name of the benchmark
 * @param parameters values by names
 * @param quick whether it is part of the quick run
 */
public record Entry(String label, String benchmark, Map<String, String> parameters, boolean quick) {
}
