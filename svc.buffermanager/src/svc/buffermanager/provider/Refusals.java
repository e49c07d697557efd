// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;

/** Why the allocators that were asked in a round gave no pool. */
final class Refusals {

    private final List<String> reasons = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();

    void add(BoundAllocator allocator, String reason) {
        String text = "no pool from allocator " + allocator.name() + ": ";
        reasons.add(text + reason);
        // How much it has left, for instance, is not what is wrong with it.
        kinds.add(text + reason.replaceAll("\\d+", "#"));
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** {@return what tells these from others that are to be told as well} */
    String kind() {
        return String.join("; ", kinds);
    }

    /** {@return all of them, for people} */
    @Override
    public String toString() {
        return String.join("; ", reasons);
    }
}
