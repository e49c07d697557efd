// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of cells as aligned text, two spaces between columns: a column in which there is a number stands to the right, any other
 * to the left.
 */
final class TextTable {

    private final List<Object[]> rows = new ArrayList<>();
    private final int columns;

    /** Makes a table with these headings. */
    TextTable(String... headings) {
        columns = headings.length;
        rows.add(headings);
    }

    /** Adds a row, with a cell for each heading. */
    void row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row has " + columns + " cells, not " + cells.length + ": "
                + Arrays.toString(cells));
        }
        rows.add(cells);
    }

    /** {@return all rows, each a line that ends with a line feed and begins with so many spaces} */
    String indented(int spaces) {
        StringBuilder text = new StringBuilder();
        for (Object[] row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(spaces));
            for (int column = 0; column < columns; column++) {
                String cell = String.valueOf(row[column]);
                String padding = " ".repeat(width(column) - cell.length());
                line.append(column == 0 ? "" : "  ").append(isNumeric(column) ? padding + cell : cell + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> String.valueOf(row[column]).length()).max().getAsInt();
    }

    private boolean isNumeric(int column) {
        return rows.stream().anyMatch(row -> row[column] instanceof Number);
    }
}
