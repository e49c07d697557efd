// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of cells as aligned text, two spaces between columns: a column in which there is a number stands to the right, any other
 * to the left. What is too wide is made narrower where there is text, and else goes on below, with the first column again.
 * Numbers are never broken.
 */
final class TextTable {

    private static final String GAP = "  ";
    /** Text isn't cut to less. */
    private static final int LEAST_TEXT = 8;

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

    /**
     * {@return all rows, each a line that ends with a line feed, begins with so many spaces, and has so many characters at most}
     */
    String text(int indent, int width) {
        int[] widths = IntStream.range(0, columns).map(this::width).toArray();
        int room = width - indent;
        narrow(widths, room);
        StringBuilder text = new StringBuilder();
        for (int from = 1; from < columns || from == 1;) {
            int to = from;
            int used = widths[0];
            while (to < columns && (to == from || used + GAP.length() + widths[to] <= room)) {
                used += GAP.length() + widths[to++];
            }
            for (Object[] row : rows) {
                StringBuilder line = new StringBuilder(" ".repeat(indent)).append(cell(row, 0, widths[0]));
                for (int column = from; column < to; column++) {
                    line.append(GAP).append(cell(row, column, widths[column]));
                }
                text.append(line.toString().stripTrailing()).append('\n');
            }
            from = Math.max(to, from + 1);
        }
        return text.toString();
    }

    /** Makes columns of text narrower, the widest first, until all fit or none can be. */
    private void narrow(int[] widths, int room) {
        int over = Arrays.stream(widths).sum() + GAP.length() * (columns - 1) - room;
        while (over > 0) {
            int widest = -1;
            for (int column = 0; column < columns; column++) {
                if (!isNumeric(column) && widths[column] > LEAST_TEXT && (widest < 0 || widths[column] > widths[widest])) {
                    widest = column;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
            over--;
        }
    }

    private String cell(Object[] row, int column, int width) {
        String cell = String.valueOf(row[column]);
        if (cell.length() > width) {
            return cell.substring(0, width - 1) + "…";
        }
        String padding = " ".repeat(width - cell.length());
        return isNumeric(column) ? padding + cell : cell + padding;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> String.valueOf(row[column]).length()).max().getAsInt();
    }

    private boolean isNumeric(int column) {
        return rows.stream().anyMatch(row -> row[column] instanceof Number);
    }
}
