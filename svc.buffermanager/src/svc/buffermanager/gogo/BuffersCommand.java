// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** The command {@code buffers}. */
@Component(service = BuffersCommand.class, property = {"osgi.command.scope=fprime", "osgi.command.function=buffers"})
public final class BuffersCommand {

    private static final double USUAL_CHANCE = 0.001;
    /** If there were fewer, more follow, so far from each other: two seconds at most. */
    private static final int LOOKS = 200;
    private static final int LOOK_MILLIS = 10;

    @Reference(service = BufferManager.class, collectionType = CollectionType.TUPLE)
    private volatile List<Map.Entry<Map<String, Object>, BufferManager>> managers;

    /** Makes the command. */
    public BuffersCommand() {
    }

    /** {@return all managers, a line each} */
    @Descriptor("shows all buffer managers: buffers lent, how many there are, most at a time, requests that found none; "
        + "for each bin a bar: # is lent, - was at most")
    public String buffers(CommandSession session) {
        return BuffersTable.of(ManagerLine.all(managers).stream().map(ManagerLine::snapshot).toList(), Terminal.width(session));
    }

    /** {@return all that is known of a manager} */
    @Descriptor("shows one manager: its bins, which bundles have what and for how long, and what is out of the ordinary")
    public String buffers(CommandSession session, @Descriptor("a manager's id or service.pid") String manager) {
        ManagerLine line = ManagerLine.find(ManagerLine.all(managers), manager);
        return ManagerPage.of(line.idAndPid(), line.snapshot(), Terminal.width(session));
    }

    /** {@return bins for what is asked for} */
    @Descriptor("proposes bins for what was lent at the looks at one manager, for a chance of 0.1% that a request finds "
        + "no buffer")
    public String buffers(CommandSession session, @Descriptor("a manager's id or service.pid") String manager,
        @Descriptor("advise") String advise) throws InterruptedException {
        return advise(session, manager, advise, 0, USUAL_CHANCE);
    }

    /** {@return bins for what is asked for} */
    @Descriptor("proposes bins for what was lent at the looks at one manager, that take no more than a budget")
    public String buffers(CommandSession session, @Descriptor("a manager's id or service.pid") String manager,
        @Descriptor("advise") String advise, @Descriptor("most memory, such as 64KiB") String budget)
        throws InterruptedException {
        return advise(session, manager, advise, Amount.bytes(budget), USUAL_CHANCE);
    }

    /** {@return bins for what is asked for} */
    @Descriptor("proposes bins for what was lent at the looks at one manager, that take no more than a budget, for a chance")
    public String buffers(CommandSession session, @Descriptor("a manager's id or service.pid") String manager,
        @Descriptor("advise") String advise, @Descriptor("most memory, such as 64KiB") String budget,
        @Descriptor("chance that a request finds no buffer, such as 0.1%") String chance) throws InterruptedException {
        return advise(session, manager, advise, Amount.bytes(budget), Amount.chance(chance));
    }

    private String advise(CommandSession session, String manager, String advise, long budget, double chance)
        throws InterruptedException {
        ManagerLine line = ManagerLine.find(ManagerLine.all(managers), manager);
        if (!advise.equals("advise")) {
            throw new IllegalArgumentException("'" + advise + "' is unknown; give buffers MANAGER advise [BUDGET] [CHANCE]");
        }
        BufferManagerDTO dto = line.snapshot();
        while (dto.looks < LOOKS) {
            // Not for anything to happen: looks are far from each other, so that they see different things.
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            dto = line.snapshot();
        }
        return AdvicePage.of(line.idAndPid(), dto, budget, chance, Terminal.width(session));
    }
}
