// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;

import fw.memory.MemAllocator;
import svc.buffermanager.MisusePolicy;

/**
 * A configuration, checked.
 *
 * @param target which allocators may be used
 * @param drainNanos how long buffers that are out have to come home when their memory must go
 * @param allocatorNanos how long an allocator has to answer
 * @param misusePolicy what follows a misuse
 * @param care what is done with each loan
 * @param leaks what is a leak, and what follows
 * @param properties the component's
 */
record Settings(PoolSpec spec, Filter target, long drainNanos, long allocatorNanos, MisusePolicy misusePolicy, Care care,
    LeakRules leaks, Map<String, Object> properties) {

    /** {@return the checked form} Throws IllegalArgumentException that names what is wrong. */
    static Settings of(ManagerConfiguration configuration, Map<String, Object> properties, BundleContext context) {
        return new Settings(PoolSpec.of(configuration), filter(configuration.allocator_target(), context),
            TimeUnit.MILLISECONDS.toNanos(PoolSpec.drainMillis(configuration)),
            TimeUnit.MILLISECONDS.toNanos(PoolSpec.allocatorMillis(configuration)), PoolSpec.misusePolicy(configuration),
            Care.of(configuration), LeakRules.of(configuration), properties);
    }

    /**
     * Declarative Services would do this for a reference of that name; but of one that is no filter, it would make no allocator
     * at all.
     */
    private static Filter filter(String text, BundleContext context) {
        if (text == null) {
            throw new IllegalArgumentException("allocator.target is an empty list; give one filter");
        }
        try {
            return context.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("allocator.target '" + text + "' is no filter: " + e.getMessage()
                + "; give for example (" + MemAllocator.NAME + "=malloc)", e);
        }
    }

    /** {@return whether that says the same} */
    boolean says(Settings other) {
        return spec.equals(other.spec) && target.equals(other.target) && drainNanos == other.drainNanos
            && allocatorNanos == other.allocatorNanos && misusePolicy == other.misusePolicy
            && care.equals(other.care) && leaks.equals(other.leaks);
    }

    /** {@return the properties of the manager's service: the component's, without those that are private to it} */
    Dictionary<String, Object> serviceProperties() {
        Dictionary<String, Object> visible = new Hashtable<>();
        properties.forEach((key, value) -> {
            if (!key.startsWith(".")) {
                visible.put(key, value);
            }
        });
        return visible;
    }
}
