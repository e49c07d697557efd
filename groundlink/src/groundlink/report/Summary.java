// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import java.util.ArrayList;
import java.util.List;

import svc.buffermanager.BufferManagerDTO;

/**
 * How a run that came to its end went, for people and as an exit code.
 *
 * @param delivered what became of the file
 * @param pool the manager after the end
 * @param ringSwaps how often an accumulator has changed its ring
 * @param swap what was swapped half-way, for people
 */
public record Summary(Delivered delivered, BufferManagerDTO pool, long ringSwaps, String swap) {

    /** {@return 0 if file and copy are identical and no buffer is outstanding, else 1} */
    public int exitCode() {
        return delivered.identical() && pool.currBuffs == 0 ? 0 : 1;
    }

    /** {@return the lines to print} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(delivered.first());
        lines.add(Delivered.line("high water", pool.hiBuffs + " of " + pool.totalBuffs + " buffers lent at a time, none was free "
            + Figures.grouped(pool.noBuffs) + " times"));
        lines.add(Delivered.line("swaps", pool.swaps + " of the pool, " + ringSwaps + " of the rings: " + swap));
        lines.addAll(delivered.last());
        lines.add(delivered.verdict(pool.currBuffs + " buffers outstanding"));
        return lines;
    }
}
