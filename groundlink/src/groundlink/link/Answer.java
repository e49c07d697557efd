// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

import svc.framing.PacketDescriptor;

/**
 * What the receiving end says of its file when it is asked. It goes as an F´ event (descriptor {@code log}: event id, time tag,
 * arguments), and the question as an F´ command (descriptor {@code command}: opcode, arguments). All numbers are big-endian and
 * unsigned.
 * <pre>
 *   question  descriptor 2, opcode 4, number 4, filler of any length
 *   answer    descriptor 2, event id 4, time base 2, time context 1, seconds 4, microseconds 4,
 *             number 4, state 1, size 4, destination 1 + n, detail 2 + n, count of missing pieces 2, start and end of each 4 + 4
 * </pre>
 *
 * @param number of the question
 * @param state what has become of the file
 * @param size how many bytes it has, or is to have
 * @param destination which file; empty if there is none
 * @param detail of a received file its SHA-256, empty while that is not known; of a failed one why
 * @param missing of a file that is coming, what is missing: start and end of each piece
 */
record Answer(int number, State state, long size, String destination, String detail, long... missing) {

    /** What has become of a file. Its place here is its number in the packet. */
    enum State {
        /** No file was ever begun. */
        NONE,
        /** It has begun. */
        COMING,
        /** It is there, under its name. */
        RECEIVED,
        /** It has begun, and will not come. */
        FAILED
    }

    static final int OPCODE = 0x474C_0001;
    static final int EVENT_ID = 0x474C_0002;

    /** How many bytes an answer may have. */
    static final int MAX_BYTES = 4096 - 64;

    /** The time base of a clock that counts from 1970. F´: {@code TB_WORKSTATION_TIME}. */
    private static final int WORKSTATION_TIME = 2;
    private static final int MAX_TEXT_BYTES = 255;
    private static final int MAX_DETAIL_BYTES = 1000;

    /** Writes a question, and {@code filler} bytes after it. */
    static void writeQuestion(ByteBuffer to, int number, int filler) {
        to.putShort((short) PacketDescriptor.COMMAND).putInt(OPCODE).putInt(number);
        for (int i = 0; i < filler; i++) {
            to.put((byte) 0);
        }
    }

    /** {@return the number of the question in a packet; -1 if that is none} */
    static int readQuestion(ByteBuffer packet) {
        if (packet.remaining() < 10 || packet.getShort() != PacketDescriptor.COMMAND || packet.getInt() != OPCODE) {
            return -1;
        }
        return packet.getInt();
    }

    void write(ByteBuffer to) {
        Instant now = Instant.now();
        to.putShort((short) PacketDescriptor.LOG).putInt(EVENT_ID);
        to.putShort((short) WORKSTATION_TIME).put((byte) 0).putInt((int) now.getEpochSecond()).putInt(now.getNano() / 1000);
        to.putInt(number).put((byte) state.ordinal()).putInt((int) size);
        byte[] name = bytes(destination, MAX_TEXT_BYTES);
        byte[] text = bytes(detail, MAX_DETAIL_BYTES);
        to.put((byte) name.length).put(name).putShort((short) text.length).put(text);
        to.putShort((short) (missing.length / 2));
        for (long offset : missing) {
            to.putInt((int) offset);
        }
    }

    private static byte[] bytes(String text, int most) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    /** {@return the answer in a packet; null if that is none} */
    static Answer read(ByteBuffer packet) {
        try {
            if (packet.getShort() != PacketDescriptor.LOG || packet.getInt() != EVENT_ID) {
                return null;
            }
            packet.position(packet.position() + 11);
            int number = packet.getInt();
            int state = Byte.toUnsignedInt(packet.get());
            long size = Integer.toUnsignedLong(packet.getInt());
            String destination = text(packet, Byte.toUnsignedInt(packet.get()));
            String detail = text(packet, Short.toUnsignedInt(packet.getShort()));
            long[] missing = new long[2 * Short.toUnsignedInt(packet.getShort())];
            for (int i = 0; i < missing.length; i++) {
                missing[i] = Integer.toUnsignedLong(packet.getInt());
            }
            return state >= State.values().length ? null
                : new Answer(number, State.values()[state], size, destination, detail, missing);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // Shorter than it says.
            return null;
        }
    }

    private static String text(ByteBuffer packet, int length) {
        if (length > packet.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        packet.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** {@return whether it is about this file, and that is in this state} */
    boolean says(State other, String file, long bytes) {
        return state == other && destination.equals(file) && size == bytes;
    }

    /** {@return how many bytes are missing} */
    long missingBytes() {
        long sum = 0;
        for (int i = 0; i + 1 < missing.length; i += 2) {
            sum += missing[i + 1] - missing[i];
        }
        return sum;
    }
}
