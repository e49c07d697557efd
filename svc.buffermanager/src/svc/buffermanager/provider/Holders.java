// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.Bundle;

/**
 * The bundles that use a manager, or have used it and not given back all. Any thread; it locks, so it is not for who takes and
 * gives back.
 */
final class Holders {

    private final Holder nobody = Holder.nobody();
    private final Map<Integer, Holder> byNumber = new HashMap<>();
    private final Map<Long, Holder> active = new HashMap<>();
    private int last = Holder.NOBODY;

    Holders() {
        byNumber.put(Holder.NOBODY, nobody);
    }

    /** {@return who takes without being a bundle} */
    Holder nobody() {
        return nobody;
    }

    /** {@return the holder that this bundle is, from now on until it stops} */
    Holder of(Bundle bundle) {
        return of(bundle.getBundleId(), bundle.getSymbolicName());
    }

    synchronized Holder of(long bundleId, String symbolicName) {
        return active.computeIfAbsent(bundleId, id -> {
            Holder holder = new Holder(++last, id, symbolicName == null ? "bundle-" + id : symbolicName);
            byNumber.put(holder.number, holder);
            return holder;
        });
    }

    /** {@return who has that number; nobody if it is forgotten} */
    synchronized Holder numbered(int number) {
        return byNumber.getOrDefault(number, nobody);
    }

    /** Its bundle has stopped. {@return the holder that it was; null if it was none} */
    synchronized Holder stop(long bundleId) {
        Holder holder = active.remove(bundleId);
        if (holder != null) {
            holder.stop();
        }
        return holder;
    }

    /** Knows a holder by its number again: it has something after all. */
    synchronized void remember(Holder holder) {
        byNumber.put(holder.number, holder);
    }

    /** Forgets a holder that has stopped and has nothing. */
    synchronized void forget(Holder holder) {
        if (holder.isStopped()) {
            byNumber.remove(holder.number);
        }
    }

    /** {@return all of them, in the order in which they came; the caller's own} */
    synchronized List<Holder> all() {
        Collection<Holder> known = byNumber.values();
        List<Holder> all = new ArrayList<>(known);
        all.sort((one, other) -> Integer.compare(one.number, other.number));
        return all;
    }
}
