// SPDX-License-Identifier: Apache-2.0
/**
 * Two services for Felix Health Checks: how the buffer managers are, and what an audit of them finds. They read the managers
 * through their published services, and change nothing.
 */
package svc.buffermanager.healthcheck;
