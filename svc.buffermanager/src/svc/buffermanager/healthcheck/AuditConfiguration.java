// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.healthcheck;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How often {@link AuditCheck} is made. The property is Felix Health Checks' own. */
@ObjectClassDefinition(id = AuditCheck.PID, name = "Health check by audit of buffer managers",
    description = "How often the buffer managers are audited.")
@interface AuditConfiguration {

    @AttributeDefinition(name = "Interval", min = "1",
        description = "How often all managers are audited, in seconds, 1 or more; who asks in between gets the last result.")
    long hc_async_intervalInSec() default 60;
}
