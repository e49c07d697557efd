// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;

/** The figures of a manager beside those of its model, and those that differ. */
final class Figures {

    private final Subject subject;
    private final ManagerModel model;
    private final List<String> expected = new ArrayList<>();
    private final List<String> actual = new ArrayList<>();

    Figures(Side side) {
        subject = side.subject();
        model = side.model();
    }

    boolean isWrong() {
        return !expected.isEmpty();
    }

    String expected() {
        return String.join(", ", expected);
    }

    String actual() {
        return String.join(", ", actual);
    }

    void compareAll() {
        BufferManagerDTO is = subject.manager().snapshot();
        compare("managerId", model.managerId, is.managerId);
        compare("noBuffs", model.noBuffs, is.noBuffs);
        compare("emptyBuffs", model.emptyBuffs, is.emptyBuffs);
        compare("misuses", model.misuses.values().stream().mapToLong(Long::longValue).sum(), is.misuses);
        model.misuses.forEach((kind, count) -> compare("misuses " + kind, count, is.misusesByKind.get(kind)));
        compare("swaps", model.swaps, is.swaps);
        compare("expired", model.expired, is.expired);
        compare("retiring", model.retiring(), is.retiring);
        compare("currBuffs", model.out(), is.currBuffs);
        comparePool(is);
        compareHighWater(is);
        compare("retired pools, drained", model.retired.stream().map(pool -> pool.out() == 0).toList(), subject.retired());
        compare("told of drained pools", model.drainings, subject.drainings());
        long bytes = model.retired.stream().mapToLong(pool -> pool.arrangement.bytes()).sum();
        compare("bytes reserved", bytes + (model.current == null ? 0 : model.current.arrangement.bytes()), subject.reserved());
    }

    private void comparePool(BufferManagerDTO is) {
        PoolModel pool = model.current;
        compare("whether an allocator is named", pool != null, is.allocator != null);
        compare("memoryId", pool == null ? 0 : pool.arrangement.memoryId(), is.memoryId);
        compare("poolBytes", pool == null ? 0L : pool.arrangement.bytes(), is.poolBytes);
        compare("alignment", pool == null ? 0L : pool.arrangement.alignment(), is.alignment);
        compare("totalBuffs", pool == null ? 0L : (long) pool.arrangement.buffers(), is.totalBuffs);
        compare("bins", pool == null ? 0 : pool.bins.size(), is.bins.size());
        for (int i = 0; i < is.bins.size() && pool != null && i < pool.bins.size(); i++) {
            compareBin(pool.bins.get(i), is.bins.get(i));
        }
    }

    private void compareBin(BinModel bin, BinDTO is) {
        String name = "bin " + bin.shape + ": ";
        compare(name + "size", bin.shape.size(), is.size);
        compare(name + "count", bin.shape.count(), is.count);
        compare(name + "used", bin.used, is.used);
        compare(name + "spills", bin.spills, is.spills);
        compare(name + "failures", bin.failures, is.failures);
        compareBetween(name + "highWater", bin.peak, bin.mostHighWater(), is.highWater);
    }

    private void compareHighWater(BufferManagerDTO is) {
        long shownNow = is.bins.stream().mapToLong(bin -> bin.highWater).sum();
        long least = Math.max(shownNow, model.highWater.least(model.current, model.out()));
        compareBetween("hiBuffs", least, model.highWater.most(model.current, model.out()), is.hiBuffs);
        model.highWater.shown(is.hiBuffs);
    }

    /** What was written to the log: of a warning, the model knows how it begins. */
    void compareLog() {
        List<String> due = model.events.takeDue();
        List<String> lines = subject.log();
        for (int i = 0; i < Math.max(due.size(), lines.size()); i++) {
            String wanted = i < due.size() ? due.get(i) : "nothing more";
            String line = i < lines.size() ? lines.get(i) : "nothing more";
            if (!line.equals(wanted) && !(wanted.startsWith("WARN") && line.startsWith(wanted))) {
                differ("in the log: ", wanted, line);
            }
        }
    }

    private void compare(String figure, Object wanted, Object is) {
        if (!Objects.equals(wanted, is)) {
            differ(figure + " ", wanted, is);
        }
    }

    private void compareBetween(String figure, long least, long most, long is) {
        if (is < least || is > most) {
            differ(figure + " ", least == most ? least : least + " to " + most, is);
        }
    }

    private void differ(String figure, Object wanted, Object is) {
        expected.add(figure + wanted);
        actual.add(figure + is);
    }
}
