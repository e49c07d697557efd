// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import java.util.ArrayList;
import java.util.List;

import groundlink.transfer.Totals;
import svc.buffermanager.BufferManagerDTO;

/**
 * How a transfer that came to its end went, for people and as an exit code.
 *
 * @param file where the file is
 * @param chunkSize bytes in a chunk
 * @param chunks how many chunks the file has
 * @param totals what source and sink have done
 * @param pool the manager after the end
 * @param swap what was swapped half-way, for people; or why nothing was
 * @param nanos how long it took
 * @param fileHash the SHA-256 of the file, read from disk
 * @param copyHash the SHA-256 of the copy, read from disk
 */
public record Summary(String file, int chunkSize, long chunks, Totals totals, BufferManagerDTO pool, String swap, long nanos,
    String fileHash, String copyHash) {

    private static final int WIDTH = 100;
    private static final String LABEL = "  %-12s%s";
    private static final int VALUE_WIDTH = WIDTH - 14;

    /** {@return whether file and copy hold the same bytes} */
    public boolean identical() {
        return fileHash.equals(copyHash);
    }

    /** {@return 0 if file and copy are identical and no buffer is outstanding, else 1} */
    public int exitCode() {
        return identical() && pool.currBuffs == 0 ? 0 : 1;
    }

    /** {@return the lines to print} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("file", Figures.tail(file, VALUE_WIDTH)));
        lines.add(line("bytes", Figures.grouped(totals.written()) + chunksOf()));
        lines.add(line("buffers", Figures.grouped(totals.taken()) + " taken, " + Figures.grouped(totals.returned()) + " returned"
            + expired()));
        lines.add(line("high water", pool.hiBuffs + " of " + pool.totalBuffs + " lent at a time, "
            + Figures.grouped(totals.waits()) + " waits for a free one"));
        lines.add(line("swaps", pool.swaps + ": " + swap));
        lines.add(line("time", Figures.time(nanos) + ", " + Figures.rate(totals.written(), nanos)));
        lines.add(line("SHA-256", fileHash + "  file"));
        lines.add(line("", copyHash + "  copy"));
        lines.add(line(identical() ? "identical" : "DIFFERENT", pool.currBuffs + " buffers outstanding"));
        return lines;
    }

    private String chunksOf() {
        if (chunks == 0) {
            return "";
        }
        return " in " + Figures.grouped(chunks) + (chunks == 1 ? " chunk" : " chunks of " + Figures.grouped(chunkSize))
            + (totals.repeated() == 0 ? "" : ", " + Figures.grouped(totals.repeated()) + " read again");
    }

    private String expired() {
        return totals.expired() == 0 ? "" : ", " + Figures.grouped(totals.expired()) + " expired with their memory";
    }

    private static String line(String label, String value) {
        return String.format(LABEL, label, value);
    }
}
