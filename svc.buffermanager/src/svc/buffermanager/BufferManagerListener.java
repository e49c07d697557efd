// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happens in buffer managers. Register it as a service: it is told of every manager, from when the manager has
 * found it until it is unregistered. F´: who is connected to the component's event port.
 * <p>
 * It is never called by a thread that takes or gives back a buffer: what such a thread notes, a virtual thread tells, which is
 * there only while there is something to tell. Of one manager it is told one event at a time, in the order in which they
 * happened, but that those of a frequent kind may come later; of different managers, it may be told at once.
 * <p>
 * Each listener is told on its own. One that takes its time, or hangs, delays only what it is told itself: of each kind no more
 * than eight events wait for it, then further ones are counted in the last of these ({@link BufferManagerEvent#count}). So it
 * is with what comes more often than it is told: a listener gets at most ten events a second of each kind and manager. What it
 * throws is logged, the same once, and the next event is told.
 * <p>
 * A call that has begun is interrupted when the listener is unregistered, or the manager goes; what waits is not told then. Before
 * a manager goes it tells what waits, if that takes no longer than half a second.
 * <p>
 * While nobody listens, that costs one read where something happens, and nothing where a buffer is taken and given back as
 * usual.
 */
@ConsumerType
@FunctionalInterface
public interface BufferManagerListener {

    /**
     * Something has happened. What the thread did that noted it, before that, happens-before this call.
     *
     * @param event what it was; not null, immutable, the listener's to keep
     */
    void happened(BufferManagerEvent event);
}
