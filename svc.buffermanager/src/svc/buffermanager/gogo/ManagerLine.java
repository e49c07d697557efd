// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.osgi.framework.Constants;

import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/**
 * A manager among those that are in service.
 *
 * @param id its {@code manager.id}
 * @param pid its {@code service.pid}
 * @param manager it
 */
record ManagerLine(int id, String pid, BufferManager manager) {

    private static final Comparator<ManagerLine> BY_ID = Comparator.comparingInt(ManagerLine::id).thenComparing(ManagerLine::pid);

    /** {@return all, by id} */
    static List<ManagerLine> all(List<Map.Entry<Map<String, Object>, BufferManager>> services) {
        return services.stream().map(service -> of(service.getKey(), service.getValue())).sorted(BY_ID).toList();
    }

    private static ManagerLine of(Map<String, Object> properties, BufferManager manager) {
        int id = properties.get(BufferManager.MANAGER_ID) instanceof Integer given ? given : manager.snapshot().managerId;
        String pid = properties.get(Constants.SERVICE_PID) instanceof String given ? given : "";
        return new ManagerLine(id, pid, manager);
    }

    /**
     * {@return the one with that id or PID}
     *
     * @throws IllegalArgumentException if there is none, or more than one with that id; the message holds the choices
     */
    static ManagerLine find(List<ManagerLine> all, String idOrPid) {
        List<ManagerLine> found = all.stream().filter(line -> line.is(idOrPid)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no buffer manager is in service");
        }
        throw new IllegalArgumentException((found.isEmpty() ? "no manager is '" : "more than one manager is '") + idOrPid
            + "'; give one of " + (found.isEmpty() ? all.stream().map(ManagerLine::idAndPid) : found.stream().map(ManagerLine::pid))
                .collect(Collectors.joining(", ")));
    }

    private boolean is(String idOrPid) {
        return pid.equals(idOrPid) || Integer.toString(id).equals(idOrPid);
    }

    String idAndPid() {
        return pid.isEmpty() ? Integer.toString(id) : id + " (" + pid + ")";
    }

    BufferManagerDTO snapshot() {
        return manager.snapshot();
    }
}
