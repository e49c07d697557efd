// SPDX-License-Identifier: Apache-2.0
/** What the results say: figures, tables, aims that are met or missed, and a plot. */
package bench.report;
