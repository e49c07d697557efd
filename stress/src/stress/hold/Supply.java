// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import svc.buffermanager.BufferManager;

/** A manager under stress, and how its pool is swapped. */
public interface Supply {

    /** {@return the manager; always the same} */
    BufferManager manager();

    /**
     * {@return whether it has so many buffers of its largest size that the holders can't have them all: there is always one
     * free}
     */
    boolean isAmple();

    /** {@return the largest size that it has, in bytes} */
    int largest();

    /** Swaps the pool for another, and ends those before it whose buffers are all home. Called by one thread. */
    void swap();

    /** {@return how often {@link #swap} was called} */
    long swaps();

    /**
     * Takes the manager out of service, and ends the pools whose buffers are all home. Called when nobody takes or gives back
     * any more.
     *
     * @return how many bytes of native memory are still reserved
     */
    long close();
}
