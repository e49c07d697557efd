// SPDX-License-Identifier: Apache-2.0
package bench.run;

import java.util.List;

/**
 * A way in which pools are used: lines that are compared with each other.
 *
 * @param name what it is called on the command line and in the results
 * @param what what is done, for people
 * @param unit what its figures are
 * @param base the label of the line that the others are compared with; empty: the best peer's
 * @param entries its lines
 */
public record Mode(String name, String what, Unit unit, String base, List<Entry> entries) {

    /** A mode in which we are compared with the best peer. */
    Mode(String name, String what, Unit unit, List<Entry> entries) {
        this(name, what, unit, "", entries);
    }

    /** {@return the same with those lines only that are chosen} */
    Mode with(List<Entry> chosen) {
        return new Mode(name, what, unit, base, chosen);
    }
}
