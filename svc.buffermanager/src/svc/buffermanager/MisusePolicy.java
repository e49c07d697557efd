// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

/**
 * What a manager does, beside the exception to the caller, the count and the event, when a buffer of its is misused. The value of
 * {@link BufferManager#MISUSE_POLICY}.
 */
public enum MisusePolicy {
    /** Nothing: the pool is unharmed, and all go on. The default. */
    REPORT,
    /**
     * It takes itself out of service, as one that can't trust its users any more: its service is unregistered, and nothing is
     * lent
     * until its configuration is set anew or the component restarted. What is out may still be used and given back. F´: an
     * assert,
     * which stops the system.
     */
    STRICT
}
