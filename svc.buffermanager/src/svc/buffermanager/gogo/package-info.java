// SPDX-License-Identifier: Apache-2.0
/**
 * Gogo commands, scope {@code fprime}, by which an operator sees the buffer managers and the allocators, verifies and resets them,
 * and is advised on bins. They work through the published services alone.
 */
package svc.buffermanager.gogo;
