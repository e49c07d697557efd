// SPDX-License-Identifier: Apache-2.0
package bench.run;

import java.util.List;

/**
 * A way in which pools are used: lines that are compared with each other.
 *
 * @param name what it is called on the command line and in the results
 * @param what what is done, for people
 * @param unit what its figures are
 * @param entries its lines
 */
public record Mode(String name, String what, Unit unit, List<Entry> entries) {

    /** {@return the same with those lines only that are chosen} */
    Mode with(List<Entry> chosen) {
        return new Mode(name, what, unit, chosen);
    }
}
