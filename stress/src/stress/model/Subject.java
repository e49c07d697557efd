// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.List;

import svc.buffermanager.BufferManager;

/** A manager that is held against the model, and what happens to it from outside. One thread uses it. */
public interface Subject {

    /** {@return the manager; always the same. It has no pool at first} */
    BufferManager manager();

    /**
     * Lends from a new pool from now on, and retires the one before.
     *
     * @throws fw.memory.MemoryUnavailableException if its memory can't be had; nothing has changed
     */
    void publish(Arrangement arrangement);

    /** Lends nothing from now on, and retires the pool, if there is one. */
    void withdraw();

    /**
     * Ends the memory of a retired pool, whether or not buffers are out, as when the drain time-out has passed.
     *
     * @param index which, of {@link #retired}
     * @throws IllegalStateException if the memory could not be given back; it may be tried again
     */
    void end(int index);

    /** {@return of each pool that is retired and whose memory is not given back, the oldest first, whether it is drained} */
    List<Boolean> retired();

    /** Has the memory's allocator refuse what it is asked for next: to give a block, or to take one back. */
    void refuseOnce();

    /** {@return how often the manager told that a retired pool was drained} */
    int drainings();

    /** {@return how many bytes of native memory are reserved} */
    long reserved();

    /** {@return what was written to the log since this was asked last, each line as {@code LEVEL text}} */
    List<String> log();
}
