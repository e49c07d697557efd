// SPDX-License-Identifier: Apache-2.0
/**
 * Buffer managers and allocators as JMX sees them: an MXBean each, in the platform's MBean server, as long as the service is
 * there. They read and call the published services alone.
 */
package svc.buffermanager.jmx;
