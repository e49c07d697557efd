// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import svc.buffermanager.BufferManagerDTO;

/** Today's bins beside those that are proposed, as text. */
final class AdvicePage {

    private AdvicePage() {
    }

    /**
     * {@return the page}
     *
     * @param budget how many bytes there may be; 0 for as many as are needed
     * @param chance that a request finds no buffer
     */
    static String of(String name, BufferManagerDTO dto, long budget, double chance, int width) {
        Advisor advisor = new Advisor(dto);
        if (dto.demand.stream().allMatch(line -> line.most == 0)) {
            return "manager " + name + ": nothing was lent at any of " + dto.looks + " looks, so there is nothing to size bins "
                + "for; ask again under load";
        }
        List<PlannedBin> today = advisor.today(dto.bins);
        double held = budget == 0 ? chance : advisor.chanceWithin(budget, chance);
        List<PlannedBin> proposed = advisor.propose(held);
        StringBuilder text = new StringBuilder("manager " + name + ", from " + dto.looks + " looks at what is lent\n");
        text.append("  today\n").append(table(today).text(4, width));
        text.append("  proposed, for a chance of ").append(percent(held)).append(" that a request finds no buffer\n")
            .append(table(proposed).text(4, width));
        if (Advisor.bytes(proposed) > budget && budget > 0) {
            text.append("  ! ").append(budget).append(" bytes are too few: these bins are the least, and need ")
                .append(Advisor.bytes(proposed)).append('\n');
        } else if (held > chance) {
            text.append("  ! ").append(budget).append(" bytes don't do for ").append(percent(chance)).append(", but for ")
                .append(percent(held)).append('\n');
        }
        if (dto.looks * chance < 1) {
            text.append("  ! fewer looks than one in ").append(percent(chance))
                .append(": what is that rare has not been seen; ask again later\n");
        }
        long failed = dto.demand.stream().mapToLong(line -> line.failed).sum();
        if (failed > 0) {
            text.append("  ! ").append(failed).append(" requests failed, and what they would have held isn't counted (largest: ")
                .append(dto.demand.stream().filter(line -> line.failed > 0).mapToInt(line -> line.size).max().getAsInt())
                .append(" bytes): set these bins, and ask again\n");
        }
        text.append("  \"bins\": [").append(proposed.stream().map(bin -> "\"" + bin.size() + "x" + bin.count() + "\"")
            .collect(Collectors.joining(", "))).append("]");
        return text.toString();
    }

    private static TextTable table(List<PlannedBin> bins) {
        TextTable table = new TextTable("size", "count", "bytes", "waste", "chance");
        bins.forEach(bin -> table.row(bin.size(), bin.count(), bin.bytes(), Math.round(bin.waste()), percent(bin.chance())));
        table.row("in all", bins.stream().mapToInt(PlannedBin::count).sum(), Advisor.bytes(bins),
            Math.round(bins.stream().mapToDouble(PlannedBin::waste).sum()), "");
        return table;
    }

    private static String percent(double chance) {
        return chance < 1e-6 ? "< 0.0001 %" : String.format(Locale.ROOT, chance < 0.001 ? "%.4f %%" : "%.2f %%", chance * 100);
    }
}
