// SPDX-License-Identifier: Apache-2.0
/** What a run prints: progress while it works and a summary at its end, in plain text of at most 100 columns. */
package groundlink.report;
