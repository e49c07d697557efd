// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.healthcheck;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Set;

import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import svc.buffermanager.BufferManager;

/** The managers that are configured, and not in service. */
final class Absent {

    private Absent() {
    }

    /**
     * Looks for them.
     *
     * @param present the PIDs of those that are in service
     * @param log gets a CRITICAL entry for each that is not
     * @return how many are configured
     */
    static int look(ConfigurationAdmin admin, Set<Object> present, ResultLog log) throws IOException, InvalidSyntaxException {
        Configuration[] configurations = admin.listConfigurations("(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + BufferManager.PID
            + ")");
        if (configurations == null) {
            return 0;
        }
        for (Configuration configuration : configurations) {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties != null && !present.contains(configuration.getPid())) {
                Object id = properties.get(BufferManager.MANAGER_ID);
                log.add(new ResultLog.Entry(Status.CRITICAL, "manager " + (id == null ? 0 : id) + " is configured (" + configuration.getPid()
                    + "), but not in service: it has no memory, or its bundle is not started. The log says why; is there an allocator for"
                    + " it, and are its bins given? See: allocators"));
            }
        }
        return configurations.length;
    }
}
