// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import java.lang.foreign.Arena;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Takes memory from an arena that nobody ever closes; no allocator knows of it. */
public final class ArenaLeaver implements BundleActivator {

    /** How much. */
    public static final long BYTES = 4L << 20;

    /** For the framework. */
    public ArenaLeaver() {
    }

    @Override
    public void start(BundleContext context) {
        Arena.global().allocate(BYTES);
    }

    @Override
    public void stop(BundleContext context) {
        // This is the fault.
    }
}
