// SPDX-License-Identifier: Apache-2.0
/** The pools side by side: the buffer manager and its peers behind one interface, each used as its own documentation says. */
package bench.pool;
