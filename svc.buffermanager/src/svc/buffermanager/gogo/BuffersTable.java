// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.ArrayList;
import java.util.List;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;

/** Buffer managers as text: a line for each, with its figures and the use of each bin as a bar. */
final class BuffersTable {

    private static final int BAR = 10;

    private BuffersTable() {
    }

    static String of(List<BufferManagerDTO> managers, int width) {
        if (managers.isEmpty()) {
            return "no buffer manager is in service";
        }
        TextTable figures = new TextTable("manager", "lent", "of", "high", "none", "allocator");
        managers.forEach(dto -> figures.row(dto.managerId, dto.currBuffs, dto.totalBuffs, dto.hiBuffs, dto.noBuffs,
            dto.allocator == null ? "none" : dto.allocator));
        List<String> lines = figures.text(0, Integer.MAX_VALUE).lines().toList();
        int left = lines.stream().mapToInt(String::length).max().getAsInt() + 2;
        StringBuilder text = new StringBuilder(pad(lines.getFirst(), left)).append("bins").append('\n');
        for (int i = 0; i < managers.size(); i++) {
            wrap(text, pad(lines.get(i + 1), left), managers.get(i).bins, width);
            List<String> amiss = Amiss.of(managers.get(i));
            amiss.forEach(line -> text.append("  ! ").append(line).append('\n'));
        }
        return text.toString().stripTrailing();
    }

    private static void wrap(StringBuilder text, String start, List<BinDTO> bins, int width) {
        String line = start;
        for (String bar : bars(bins)) {
            if (line.length() > start.length() && line.length() + bar.length() > width) {
                text.append(line.stripTrailing()).append('\n');
                line = " ".repeat(start.length());
            }
            line += bar + " ";
        }
        text.append(line.stripTrailing()).append('\n');
    }

    private static List<String> bars(List<BinDTO> bins) {
        List<String> bars = new ArrayList<>();
        bins.forEach(bin -> bars.add(bin.size + Bar.of(bin, BAR)));
        return bars;
    }

    private static String pad(String line, int length) {
        return line + " ".repeat(length - line.length());
    }
}
