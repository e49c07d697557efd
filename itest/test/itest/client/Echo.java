// SPDX-License-Identifier: Apache-2.0
package itest.client;

import java.util.function.UnaryOperator;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.buffer.BufferSend;

/** A component of a bundle that imports fw.buffer alone: it writes bytes into a buffer, and reads them from there. */
public final class Echo implements UnaryOperator<byte[]> {

    private BufferGet get;
    private BufferSend send;

    @Override
    public byte[] apply(byte[] bytes) {
        Buffer buffer = get.allocate(bytes.length);
        try {
            buffer.byteBuffer().put(bytes);
            byte[] read = new byte[buffer.size()];
            buffer.byteBuffer().get(read);
            return read;
        } finally {
            send.deallocate(buffer);
        }
    }
}
