// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import fw.buffer.Buffer;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;

/**
 * The next component, and the one before: it keeps what it is given until the test has it returned, and what is returned to it.
 */
final class Port implements ComDataIn, ComReturn {

    final List<Buffer> given = new ArrayList<>();
    final List<FrameContext> contexts = new ArrayList<>();
    final List<ComReturn> senders = new ArrayList<>();
    final List<Buffer> returned = new ArrayList<>();
    final List<FrameContext> returnedContexts = new ArrayList<>();
    /** Done with each buffer that it is given, after that is in the lists. */
    Runnable whenGiven = () -> { };

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        given.add(data);
        contexts.add(context);
        senders.add(sender);
        whenGiven.run();
    }

    @Override
    public void dataReturn(Buffer data, FrameContext context) {
        returned.add(data);
        returnedContexts.add(context);
    }

    /** Returns what it was given last. */
    void giveBack() {
        int last = given.size() - 1;
        senders.get(last).dataReturn(given.get(last), contexts.get(last));
    }

    /** {@return what it was given last, in hexadecimal} */
    String hex() {
        return hex(given.getLast());
    }

    static String hex(Buffer buffer) {
        byte[] bytes = new byte[buffer.size()];
        WholeSlot.bytes(buffer).get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Writes bytes to a buffer, which has them at this offset afterwards, and no other. */
    static Buffer filled(Buffer buffer, int offset, byte[] bytes) {
        WholeSlot.setBounds(buffer, offset, bytes.length);
        WholeSlot.bytes(buffer).put(bytes);
        return buffer;
    }

    static Buffer filled(Buffer buffer, int offset, String hex) {
        return filled(buffer, offset, HexFormat.of().parseHex(hex));
    }

    static void assertBounds(int offset, int size, Buffer buffer) {
        assertEquals(offset + "+" + size, buffer.offset() + "+" + buffer.size());
    }
}
