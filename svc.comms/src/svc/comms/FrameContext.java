// SPDX-License-Identifier: Apache-2.0
package svc.comms;

/**
 * What goes along with a buffer on its way through the communication components. It never changes, so any thread may use it, and
 * one may go along with any number of buffers. To make one costs heap (32 bytes): a component keeps those that it needs often.
 * <p>
 * F´: {@code ComCfg.FrameContext}; of its fields, those that a component of this project reads or writes.
 */
public final class FrameContext {

    /** The {@link #apid()} of a packet of which nothing is known. F´: {@code FW_PACKET_UNKNOWN}. */
    public static final int UNKNOWN_APID = 0xFF;

    /** Nothing is known: queue 0, {@link #UNKNOWN_APID}, sequence count 0, virtual channel 1. F´: the struct's default. */
    public static final FrameContext NONE = new FrameContext(0, UNKNOWN_APID, 0, 1);

    private static final int MAX_QUEUE_INDEX = 0x7FFF;
    private static final int MAX_APID = 0xFFFF;
    private static final int MAX_SEQUENCE_COUNT = 0x3FFF;
    private static final int MAX_VC_ID = 0x3F;

    private final int comQueueIndex;
    private final int apid;
    private final int sequenceCount;
    private final int vcId;

    private FrameContext(int comQueueIndex, int apid, int sequenceCount, int vcId) {
        this.comQueueIndex = comQueueIndex;
        this.apid = apid;
        this.sequenceCount = sequenceCount;
        this.vcId = vcId;
    }

    /** {@return which queue of the component that first sent it it is from, 0 to 32,767; nobody else changes it} */
    public int comQueueIndex() {
        return comQueueIndex;
    }

    /**
     * {@return the application process identifier, 0 to 65,535: in F´ the packet's descriptor, such as 3 for a file packet.
     * What is above 0x7FF does not go into a CCSDS packet}
     */
    public int apid() {
        return apid;
    }

    /** {@return the packet's number among those of its {@link #apid()}, 0 to 16,383} */
    public int sequenceCount() {
        return sequenceCount;
    }

    /** {@return the virtual channel of a CCSDS frame, 0 to 63} */
    public int vcId() {
        return vcId;
    }

    /**
     * As this one, but of another queue. Allocates, unless nothing changes.
     *
     * @param newIndex 0 to 32,767
     * @return such a context; this one if it is so already
     * @throws IllegalArgumentException if {@code newIndex} is out of range
     */
    public FrameContext withComQueueIndex(int newIndex) {
        check("comQueueIndex", newIndex, MAX_QUEUE_INDEX);
        return newIndex == comQueueIndex ? this : new FrameContext(newIndex, apid, sequenceCount, vcId);
    }

    /**
     * As this one, but of another application process. Allocates, unless nothing changes.
     *
     * @param newApid 0 to 65,535
     * @return such a context; this one if it is so already
     * @throws IllegalArgumentException if {@code newApid} is out of range
     */
    public FrameContext withApid(int newApid) {
        check("apid", newApid, MAX_APID);
        return newApid == apid ? this : new FrameContext(comQueueIndex, newApid, sequenceCount, vcId);
    }

    /**
     * As this one, but with another sequence count. Allocates, unless nothing changes.
     *
     * @param newCount 0 to 16,383
     * @return such a context; this one if it is so already
     * @throws IllegalArgumentException if {@code newCount} is out of range
     */
    public FrameContext withSequenceCount(int newCount) {
        check("sequenceCount", newCount, MAX_SEQUENCE_COUNT);
        return newCount == sequenceCount ? this : new FrameContext(comQueueIndex, apid, newCount, vcId);
    }

    /**
     * As this one, but of another virtual channel. Allocates, unless nothing changes.
     *
     * @param newId 0 to 63
     * @return such a context; this one if it is so already
     * @throws IllegalArgumentException if {@code newId} is out of range
     */
    public FrameContext withVcId(int newId) {
        check("vcId", newId, MAX_VC_ID);
        return newId == vcId ? this : new FrameContext(comQueueIndex, apid, sequenceCount, newId);
    }

    private static void check(String name, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("frame context: " + name + " " + value + " is out of range; give 0 to " + max);
        }
    }

    /** {@return whether it is a context with the same four values} */
    @Override
    public boolean equals(Object other) {
        return other instanceof FrameContext context && context.comQueueIndex == comQueueIndex && context.apid == apid
            && context.sequenceCount == sequenceCount && context.vcId == vcId;
    }

    @Override
    public int hashCode() {
        return ((comQueueIndex * 31 + apid) * 31 + sequenceCount) * 31 + vcId;
    }

    /** {@return a line for people, with the four values} */
    @Override
    public String toString() {
        return "queue " + comQueueIndex + ", apid " + apid + ", sequence count " + sequenceCount + ", virtual channel " + vcId;
    }
}
