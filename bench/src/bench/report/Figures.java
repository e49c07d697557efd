// SPDX-License-Identifier: Apache-2.0
package bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import bench.run.Entry;
import bench.run.Mode;

/**
 * What has been measured, as figures that can be compared.
 *
 * @param modes all modes, in order
 * @param byEntry the figures of those lines that have one
 */
record Figures(List<Mode> modes, Map<Entry, Figure> byEntry) {

    /**
     * A line that has a figure.
     *
     * @param entry the line
     * @param figure its figure
     */
    record Line(Entry entry, Figure figure) {

        /** {@return what stands in the line} */
        String label() {
            return entry.label();
        }
    }

    /** {@return the lines of a mode that have a figure, the best first} */
    List<Line> lines(Mode mode) {
        Comparator<Line> less = Comparator.comparingDouble(line -> line.figure().median());
        return mode.entries().stream().filter(byEntry::containsKey).map(entry -> new Line(entry, byEntry.get(entry))).sorted(
            mode.unit().moreIsBetter() ? less.reversed() : less).toList();
    }

    /** {@return the best of those lines of a mode that have a figure and fit} */
    Optional<Line> best(String mode, Predicate<Line> fits) {
        return modes.stream().filter(one -> one.name().equals(mode)).flatMap(one -> lines(one).stream()).filter(fits).findFirst();
    }
}
