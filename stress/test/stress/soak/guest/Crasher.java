// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Reads what is no memory: that ends the JVM. */
public final class Crasher implements BundleActivator {

    /** For the framework. */
    public Crasher() {
    }

    @Override
    @SuppressWarnings("restricted") // Without that the JVM can't be made to crash.
    public void start(BundleContext context) {
        MemorySegment.ofAddress(Long.BYTES).reinterpret(Long.BYTES).get(JAVA_LONG, 0);
    }

    @Override
    public void stop(BundleContext context) {
        // Nobody comes here.
    }
}
