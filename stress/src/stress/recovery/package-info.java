// SPDX-License-Identifier: Apache-2.0
/**
 * The stress test of recoverable pools: JVMs that are killed while they use buffers of such a pool, each of which must find whole
 * what
 * the one before had confirmed. {@link stress.recovery.Kills} kills and judges, {@link stress.recovery.Casualty} is what is
 * killed.
 */
package stress.recovery;
