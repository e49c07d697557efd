// SPDX-License-Identifier: Apache-2.0
package stress.soak;

/** What must never come of a soak. */
enum Finding {

    /** A holder's stamp was changed while he held the buffer. */
    WRONG_BYTES("wrong bytes"),
    /** A buffer was lent that somebody had. */
    HELD_TWICE("buffers held twice"),
    /** A call threw or had no buffer, or the service went, while an allocator could serve; or a return was refused. */
    CALL_FAILED("calls failed because of a swap"),
    /** A buffer was given back, and is not there; or its memory ended before it came home, in time. */
    LOST("buffers lost"),
    /** A manager's figures are not what the consumers know. */
    MISCOUNTED("counters that are off"),
    /** A manager's audit has found something. */
    UNSOUND("findings of audits"),
    /** What the operator did failed, or had not the effect that it must have. */
    STEP_FAILED("steps of the operator failed"),
    /** A consumer had not ended long after it should have. */
    STUCK("consumers stuck"),
    /** What an allocator has outstanding when all who use it have gone, or when it has stopped. */
    BYTES_LEFT("native bytes outstanding"),
    /** What the process has more than at first, beyond what must be tolerated: see {@link ProcessMemory}. */
    PROCESS_GREW("native bytes outstanding, says the process"),
    /** A bundle, or a revision of one, has gone, and its class loader can't be collected. */
    LOADER_LEFT("class loaders left"),
    /** A thread runs that was not there before. */
    THREAD_LEFT("threads left");

    private final String title;

    Finding(String title) {
        this.title = title;
    }

    /** {@return for people} */
    @Override
    public String toString() {
        return title;
    }
}
