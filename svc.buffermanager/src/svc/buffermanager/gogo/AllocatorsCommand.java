// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.List;
import java.util.Map;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/** The command {@code allocators}. */
@Component(service = AllocatorsCommand.class, property = {"osgi.command.scope=fprime", "osgi.command.function=allocators"})
public final class AllocatorsCommand {

    @Reference(service = MemAllocator.class, collectionType = CollectionType.TUPLE)
    private volatile List<Map.Entry<Map<String, Object>, MemAllocator>> allocators;

    @Reference
    private volatile List<BufferManager> managers;

    /** Makes the command. */
    public AllocatorsCommand() {
    }

    /** {@return all allocators and what they have outstanding, as a table} */
    @Descriptor("shows all allocators, the best first: what each has outstanding by identifier, and which buffer managers use it")
    public String allocators(CommandSession session) {
        return AllocatorsTable.of(allocators.stream().map(entry -> AllocatorLine.of(entry.getKey(), entry.getValue())).toList(),
            managers.stream().map(BufferManager::snapshot).toList(), Terminal.width(session));
    }
}
