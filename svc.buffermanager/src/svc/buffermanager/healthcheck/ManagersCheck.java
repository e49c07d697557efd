// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.healthcheck;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

import fw.memory.log.Log;
import svc.buffermanager.BufferManager;

/**
 * How the buffer managers are, by a snapshot of each: a look. What has happened since the last look is a warning once; to keep
 * it longer, configure {@code hc.keepNonOkResultsStickyForSec}, which is Felix Health Checks' own.
 */
// Immediate: who makes the checks lets go of them each time, and what was seen at the last look would be forgotten.
@Component(immediate = true, configurationPid = ManagersCheck.PID, property = {
    HealthCheck.NAME + "=Buffer managers", HealthCheck.TAGS + "=buffers"})
@Designate(ocd = ManagersConfiguration.class)
public final class ManagersCheck implements HealthCheck {

    /** Of its configuration. */
    static final String PID = "svc.buffermanager.healthcheck";

    private static final Limits DEFAULT = new Limits(80, 10_000_000_000L);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory loggerFactory;

    @Reference(service = BufferManager.class, collectionType = CollectionType.TUPLE)
    private volatile List<Map.Entry<Map<String, Object>, BufferManager>> managers;

    @Reference
    private ConfigurationAdmin configurationAdmin;

    private final Log log = new Log(PID, () -> loggerFactory);
    private final Map<Long, ManagerHealth> health = new HashMap<>();
    private volatile Limits limits = DEFAULT;

    /** Called by Declarative Services. */
    @Activate
    public ManagersCheck() {
    }

    /** Takes what is configured. If it is refused, what was in force stays so; at first that is the default. */
    @Activate
    @Modified
    void configure(ManagersConfiguration configuration) {
        try {
            limits = Limits.of(configuration);
        } catch (IllegalArgumentException e) {
            log.warn(PID + ": " + e.getMessage() + ". What was in force stays so: warn.share " + limits.warnShare() + ", empty.seconds "
                + limits.emptyNanos() / 1_000_000_000);
        }
    }

    /** Looks at each manager. It is one look at a time: who comes meanwhile waits. */
    @Override
    public synchronized Result execute() {
        ResultLog results = new ResultLog();
        Set<Object> present = new HashSet<>();
        Set<Long> services = new HashSet<>();
        for (Map.Entry<Map<String, Object>, BufferManager> entry : managers) {
            Long service = (Long) entry.getKey().get(Constants.SERVICE_ID);
            services.add(service);
            present.add(entry.getKey().get(Constants.SERVICE_PID));
            health.computeIfAbsent(service, id -> new ManagerHealth()).look(entry.getValue().snapshot(), System.nanoTime(), limits,
                results);
        }
        health.keySet().retainAll(services);
        try {
            if (Absent.look(configurationAdmin, present, results) == 0 && services.isEmpty()) {
                results.add(new ResultLog.Entry(Result.Status.OK, "no buffer manager is configured"));
            }
        } catch (IOException | InvalidSyntaxException e) {
            results.add(new ResultLog.Entry(Result.Status.HEALTH_CHECK_ERROR, "the configurations can't be read", e));
        }
        return new Result(results);
    }
}
