// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code ./bndw stress}. The races that it runs are in the provider's package, for they are on its own classes.
 */
package stress;
