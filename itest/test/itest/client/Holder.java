// SPDX-License-Identifier: Apache-2.0
package itest.client;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;

/**
 * Takes, when it is started, as many buffers of manager 32 as its header {@code Argument} says, or as it gets; keeps them,
 * and all that can be
 * taken from them; and never gives one back.
 */
public final class Holder implements BundleActivator {

    private static final List<Buffer> BUFFERS = new ArrayList<>();
    private static final List<MemorySegment> SEGMENTS = new ArrayList<>();
    private static final List<ByteBuffer> BYTE_BUFFERS = new ArrayList<>();

    @Override
    public void start(BundleContext context) throws Exception {
        BufferGet manager = context.getService(context.getServiceReferences(BufferGet.class, "(manager.id=32)").iterator().next());
        int count = Integer.parseInt(context.getBundle().getHeaders().get("Argument"));
        for (int i = 0; i < count; i++) {
            Buffer buffer = manager.allocate(64);
            if (!buffer.isValid()) {
                return;
            }
            BUFFERS.add(buffer);
            SEGMENTS.add(buffer.segment().fill((byte) 1));
            BYTE_BUFFERS.add(buffer.byteBuffer().duplicate());
        }
    }

    @Override
    public void stop(BundleContext context) {
        // What it holds, it holds on to.
    }
}
