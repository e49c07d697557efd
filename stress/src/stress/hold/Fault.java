// SPDX-License-Identifier: Apache-2.0
package stress.hold;

/** What must never happen. */
public enum Fault {

    /** A holder's stamp was changed while he held the buffer. */
    WRONG_BYTES("wrong bytes"),
    /** A buffer was lent that somebody had. */
    HELD_TWICE("buffers held twice"),
    /** A buffer was given back, and is not there. */
    LOST("buffers lost"),
    /** None was free, said a manager that had more than all holders together can hold. */
    DENIED("denied though one was free"),
    /** The manager's figures are not what the holders counted. */
    MISCOUNTED("counters that are off"),
    /** A call threw. */
    THREW("calls that threw"),
    /** A thread had not ended long after it should have. */
    STUCK("threads stuck"),
    /** Native memory was not given back. */
    LEFT("native bytes left");

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    /** {@return for people} */
    @Override
    public String toString() {
        return title;
    }
}
