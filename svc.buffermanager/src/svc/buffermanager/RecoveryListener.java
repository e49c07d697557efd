// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gets what was out when the JVM died and is whole. Register it as a service with the property {@link BufferManager#MANAGER_ID}
 * of the manager
 * that it is for; without that it gets nothing. It may come at any time: until then the manager lends its other buffers, and the
 * whole
 * ones stay as they are, through further deaths of the JVM too. Nothing of it needs the manager's service, so the same component
 * may need that.
 */
@ConsumerType
@FunctionalInterface
public interface RecoveryListener {

    /**
     * Takes a buffer that was recovered: when this returns, its memory is lent to others. If this throws, it isn't; the listener
     * with the next lower
     * ranking is asked, and all of them again when a listener comes, or the pool is built anew. What it throws is logged.
     * <p>
     * It is called by a thread of the manager's, for one buffer after the other in the order of their slots. It may take its
     * time, and is
     * interrupted when the manager goes. If the manager or the JVM goes before this has returned and the memory has been marked
     * as free, the same
     * buffer is recovered once more: each comes at least once.
     *
     * @param buffer what was recovered; good until this returns
     */
    void recovered(RecoveredBuffer buffer);
}
