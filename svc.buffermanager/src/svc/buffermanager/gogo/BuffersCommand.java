// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.List;
import java.util.Map;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import svc.buffermanager.BufferManager;

/** The command {@code buffers}. */
@Component(service = BuffersCommand.class, property = {"osgi.command.scope=fprime", "osgi.command.function=buffers"})
public final class BuffersCommand {

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
}
