// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.util.ArrayList;
import java.util.List;

/** Why the allocators that were asked in a round gave no block. */
public final class Refusals {

    private final String what;
    private final List<String> reasons = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();

    /**
     * Makes an empty list.
     *
     * @param what for people, what is to live in the block
     */
    public Refusals(String what) {
        this.what = what;
    }

    /** Adds a refusal. */
    public void add(BoundAllocator allocator, String reason) {
        String text = "no " + what + " from allocator " + allocator.name() + ": ";
        reasons.add(text + reason);
        // How much it has left, for instance, is not what is wrong with it.
        kinds.add(text + reason.replaceAll("\\d+", "#"));
    }

    /** {@return whether there are none} */
    public boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** {@return what tells these from others that are to be told as well} */
    public String kind() {
        return String.join("; ", kinds);
    }

    /** {@return all of them, for people} */
    @Override
    public String toString() {
        return String.join("; ", reasons);
    }
}
