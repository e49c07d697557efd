// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The class loaders of all bundles that were ever started, and of all their revisions. It keeps none of them. One thread. */
public final class Loaders {

    /** Makes one that knows none. */
    public Loaders() {
    }

    private record Loader(String bundle, WeakReference<ClassLoader> reference) {
    }

    private final List<Loader> notCollected = new ArrayList<>();
    private int noted;

    /** Notes the loader that a bundle, which is resolved, has now. */
    void note(Bundle bundle) {
        ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
        if (notCollected.stream().noneMatch(known -> known.reference.refersTo(loader))) {
            noted++;
            notCollected.add(new Loader(bundle.getSymbolicName() + " " + noted, new WeakReference<>(loader)));
        }
        notCollected.removeIf(known -> known.reference.refersTo(null));
    }

    /** {@return how many there were} */
    int noted() {
        return noted;
    }

    /** {@return those that are not collected in that time, of bundles whose names begin with one of these} */
    List<String> left(Awaiting awaiting, List<String> prefixes) {
        awaiting.until(() -> {
            System.gc();
            return names(prefixes).isEmpty();
        });
        return names(prefixes);
    }

    private List<String> names(List<String> prefixes) {
        return notCollected.stream().filter(loader -> !loader.reference.refersTo(null)).map(Loader::bundle)
            .filter(name -> prefixes.stream().anyMatch(name::startsWith)).toList();
    }
}
