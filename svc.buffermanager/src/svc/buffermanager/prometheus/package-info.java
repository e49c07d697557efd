// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics for Prometheus: what the buffer managers and the allocators count, read through their published services when it is
 * asked for; and how long traced buffers were held and waited for, as histograms.
 */
package svc.buffermanager.prometheus;
