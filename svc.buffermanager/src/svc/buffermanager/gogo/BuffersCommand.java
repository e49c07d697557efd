// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.List;

import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import svc.buffermanager.BufferManager;

/** The command {@code buffers}. */
@Component(service = BuffersCommand.class, property = {"osgi.command.scope=fprime", "osgi.command.function=buffers"})
public final class BuffersCommand {

    @Reference
    private volatile List<BufferManager> managers;

    /** Makes the command. */
    public BuffersCommand() {
    }

    /** {@return all managers and their bins, as a table} */
    @Descriptor("shows all buffer managers, with the use of each bin")
    public String buffers() {
        return BuffersTable.of(managers.stream().map(BufferManager::snapshot).toList());
    }
}
