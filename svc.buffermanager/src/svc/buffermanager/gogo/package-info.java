// SPDX-License-Identifier: Apache-2.0
/**
 * Gogo commands, scope {@code fprime}, by which an operator sees the buffer managers and the allocators. They read them through
 * their published services, and change nothing.
 */
package svc.buffermanager.gogo;
