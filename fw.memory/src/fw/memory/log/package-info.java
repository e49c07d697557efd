// SPDX-License-Identifier: Apache-2.0
/**
 * A line to the OSGi log, or to the error stream where there is none. Each bundle that logs has a private copy of this package.
 */
package fw.memory.log;
