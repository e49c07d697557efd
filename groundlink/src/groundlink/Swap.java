// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.util.Collection;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import groundlink.transfer.TransferException;
import svc.buffermanager.BufferManagerDTO;

/** Takes a manager's allocator away under its feet, by stopping the bundle that it is from. */
final class Swap {

    private Swap() {
    }

    /**
     * Stops the bundle of the allocator that a manager uses. Returns when the manager has let go of that allocator, at the latest
     * when its {@code drain.timeout} has passed. The bundle stays stopped.
     *
     * @param pool what the manager tells of itself
     * @return the bundle
     * @throws TransferException if the allocator can't be found, or its bundle doesn't stop
     */
    static Bundle stopAllocatorOf(BufferManagerDTO pool, BundleContext context) throws TransferException {
        Bundle bundle = bundleOf(pool, context);
        try {
            bundle.stop();
        } catch (BundleException e) {
            throw new TransferException("the bundle of allocator " + pool.allocator + ", " + bundle.getSymbolicName()
                + ", doesn't stop: " + e.getMessage());
        }
        return bundle;
    }

    private static Bundle bundleOf(BufferManagerDTO pool, BundleContext context) throws TransferException {
        Collection<ServiceReference<MemAllocator>> references;
        try {
            references = context.getServiceReferences(MemAllocator.class,
                "(" + Constants.SERVICE_ID + "=" + pool.allocatorServiceId + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        // A reference whose service has gone meanwhile has no bundle.
        for (ServiceReference<MemAllocator> reference : references) {
            Bundle bundle = reference.getBundle();
            if (bundle != null) {
                return bundle;
            }
        }
        throw new TransferException("allocator " + pool.allocator + ", service " + pool.allocatorServiceId
            + ", went away before its bundle was stopped");
    }
}
