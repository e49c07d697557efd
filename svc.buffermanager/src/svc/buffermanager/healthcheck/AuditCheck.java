// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.healthcheck;

import java.util.List;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

import svc.buffermanager.AuditDTO;
import svc.buffermanager.BufferManager;

/**
 * What an audit of each buffer manager finds. It reads all buffers, and may take a second for each manager: Felix Health Checks
 * make it now and then, and give who asks the last result.
 */
@Component(configurationPid = AuditCheck.PID, property = {HealthCheck.NAME + "=Buffer audit", HealthCheck.TAGS + "=buffers",
    HealthCheck.TAGS + "=audit", HealthCheck.ASYNC_INTERVAL_IN_SEC + ":Long=60"})
@Designate(ocd = AuditConfiguration.class)
public final class AuditCheck implements HealthCheck {

    /** Of its configuration. */
    static final String PID = "svc.buffermanager.healthcheck.audit";

    @Reference
    private volatile List<BufferManager> managers;

    /** Called by Declarative Services. */
    @Activate
    public AuditCheck() {
    }

    @Override
    public Result execute() {
        ResultLog results = new ResultLog();
        List<BufferManager> present = managers;
        for (BufferManager manager : present) {
            add(manager.audit(), results);
        }
        if (present.isEmpty()) {
            results.add(new ResultLog.Entry(Status.OK,
                "no buffer manager was in service at this audit; the next one comes when its interval has passed"));
        }
        return new Result(results);
    }

    static void add(AuditDTO audit, ResultLog results) {
        for (String finding : audit.findings) {
            results.add(new ResultLog.Entry(Status.CRITICAL, "manager " + audit.managerId + ": " + finding
                + ". Its memory may be damaged: configure the manager anew, which moves it to a fresh pool, and hunt who writes where he"
                + " must not with guard=true"));
        }
        if (audit.findings.isEmpty()) {
            results.add(new ResultLog.Entry(Status.OK, "manager " + audit.managerId + ": " + audit.slots + " buffers audited, nothing is"
                + " wrong" + (audit.undecided.isEmpty() ? "" : "; too busy to tell of " + audit.undecided.size())));
        }
    }
}
