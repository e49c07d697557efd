// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.ArrayList;
import java.util.List;

/** What the operator drew, in its order, also what was not possible; the same seed makes the same steps. One thread. */
final class Steps {

    private static final int LAST = 20;

    private final List<String> all = new ArrayList<>();

    /** Takes note of what is about to be done. */
    void add(Injection injection) {
        all.add((all.size() + 1) + " " + injection);
    }

    /** Takes note of the present step's details. */
    void detail(Object detail) {
        all.add(all.removeLast() + ", " + detail);
    }

    int count() {
        return all.size();
    }

    List<String> all() {
        return all;
    }

    /** {@return the last of them, for the report} */
    List<String> last() {
        return all.subList(Math.max(0, all.size() - LAST), all.size());
    }

    /** {@return the present one} */
    @Override
    public String toString() {
        return all.isEmpty() ? "no step" : "step " + all.getLast();
    }
}
