// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import fw.buffer.Buffer;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;

/** The component that a link sends to: it remembers the bytes, and returns each buffer at once. */
final class Inlet implements ComDataIn {

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    /** Whether its output throws, after it has remembered. */
    volatile boolean broken;

    @Override
    public synchronized void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        ByteBuffer bytes = WholeSlot.bytes(data);
        while (bytes.hasRemaining()) {
            received.write(bytes.get());
        }
        if (broken) {
            throw new IllegalStateException("broken output");
        }
        sender.dataReturn(data, context);
    }

    synchronized int size() {
        return received.size();
    }

    synchronized byte[] bytes() {
        return received.toByteArray();
    }
}
