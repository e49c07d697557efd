// SPDX-License-Identifier: Apache-2.0
package itest.client;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;

/**
 * Writes where it must not, when it is told to by a service of its own: into a buffer of 1000 bytes of manager 32, beside it, or
 * after it has given it back. It answers with what it got for that.
 */
public final class Scribbler implements BundleActivator, UnaryOperator<String> {

    private BundleContext context;

    @Override
    public void start(BundleContext bundleContext) {
        context = bundleContext;
        context.registerService(UnaryOperator.class, this, new Hashtable<>(Map.of("scribbler", true)));
    }

    @Override
    @SuppressWarnings("restricted") // It writes as native code would, which is why it is here.
    public String apply(String where) {
        try {
            BufferGet manager = context
                .getService(context.getServiceReferences(BufferGet.class, "(manager.id=32)").iterator().next());
            Buffer buffer = manager.allocate(1000);
            MemorySegment segment = buffer.segment();
            if (where.equals("past its end")) {
                MemorySegment.ofAddress(segment.address() + 1000).reinterpret(4).fill((byte) 0x41);
            }
            buffer.close();
            if (where.equals("after it was given back")) {
                segment.set(JAVA_BYTE, 10, (byte) 0x42);
            }
            return "nothing";
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Override
    public void stop(BundleContext bundleContext) {
        // Its service goes with it.
    }
}
