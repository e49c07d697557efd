// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import svc.buffermanager.BufferManager;

/** The commands {@code bufferaudit}, {@code bufferreset} and {@code buffertrack}: what an operator does with managers. */
@Component(service = ManagerCommands.class, property = {"osgi.command.scope=fprime", "osgi.command.function=bufferaudit",
    "osgi.command.function=bufferreset", "osgi.command.function=buffertrack"})
public final class ManagerCommands {

    @Reference(service = BufferManager.class, collectionType = CollectionType.TUPLE)
    private volatile List<Map.Entry<Map<String, Object>, BufferManager>> managers;

    /** Makes the commands. */
    public ManagerCommands() {
    }

    /** {@return what an audit of all managers found} */
    @Descriptor("verifies all buffer managers while they run, and says what is wrong; changes nothing")
    public String bufferaudit() {
        return audit(all());
    }

    /** {@return what an audit of a manager found} */
    @Descriptor("verifies one manager while it runs, and says what is wrong; changes nothing")
    public String bufferaudit(@Descriptor("a manager's id or service.pid") String manager) {
        return audit(one(manager));
    }

    private static String audit(List<ManagerLine> lines) {
        return lines.isEmpty() ? "no buffer manager is in service"
            : lines.stream().map(line -> AuditPage.of(line.manager().audit())).collect(Collectors.joining("\n"));
    }

    /** {@return what was reset} */
    @Descriptor("has high-water marks of all managers begin anew at what is lent now, and closed throttles of the log open again")
    public String bufferreset() {
        return reset(all());
    }

    /** {@return what was reset} */
    @Descriptor("has high-water marks of one manager begin anew at what is lent now, and closed throttles of the log open again")
    public String bufferreset(@Descriptor("a manager's id or service.pid") String manager) {
        return reset(one(manager));
    }

    private static String reset(List<ManagerLine> lines) {
        lines.forEach(line -> {
            line.manager().clearHighWater();
            line.manager().clearThrottles();
        });
        return lines.isEmpty() ? "no buffer manager is in service"
            : lines.stream().map(line -> "manager " + line.id() + ": high water " + line.snapshot().hiBuffs
                + "; throttles are open")
                .collect(Collectors.joining("\n"));
    }

    /** {@return what is traced now} */
    @Descriptor("switches tracing of who takes buffers where, for all managers, until they are configured anew")
    public String buffertrack(@Descriptor("on, off, or N: one buffer of N is traced") String how) {
        return track(how, all());
    }

    /** {@return what is traced now} */
    @Descriptor("switches tracing of who takes buffers where, for one manager, until it is configured anew")
    public String buffertrack(@Descriptor("on, off, or N: one buffer of N is traced") String how,
        @Descriptor("a manager's id or service.pid") String manager) {
        return track(how, one(manager));
    }

    private static String track(String how, List<ManagerLine> lines) {
        int oneIn = oneIn(how);
        lines.forEach(line -> line.manager().track(oneIn));
        String told = switch (oneIn) {
            case 0 -> "no buffer is traced";
            case 1 -> "each buffer that is taken from now on is traced";
            default -> "one buffer of " + oneIn + " that are taken from now on is traced";
        };
        return lines.isEmpty() ? "no buffer manager is in service"
            : lines.stream().map(line -> "manager " + line.id() + ": " + told).collect(Collectors.joining("\n"));
    }

    private static int oneIn(String how) {
        if (how.equals("on")) {
            return 1;
        }
        if (how.equals("off")) {
            return 0;
        }
        if (how.matches("\\d{1,9}")) {
            return Integer.parseInt(how);
        }
        throw new IllegalArgumentException("tracking can't be '" + how + "'; give on, off, or of how many buffers one is traced, "
            + "such as 100");
    }

    private List<ManagerLine> all() {
        return ManagerLine.all(managers);
    }

    private List<ManagerLine> one(String manager) {
        return List.of(ManagerLine.find(all(), manager));
    }
}
