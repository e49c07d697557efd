// SPDX-License-Identifier: Apache-2.0
/**
 * Memory that nobody may write to is filled with a pattern, and looked at later: what is not as it was filled, somebody has
 * written who must not. It is found afterwards, not prevented.
 * <p>
 * Each bundle that uses it has a private copy of this package.
 */
package fw.memory.canary;
