// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.healthcheck;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** When {@link ManagersCheck} warns. */
@ObjectClassDefinition(id = ManagersCheck.PID, name = "Health check of buffer managers",
    description = "From when on the health check of the buffer managers is not content.")
@interface ManagersConfiguration {

    @AttributeDefinition(name = "Share to warn at", min = "1", max = "100",
        description = "From how many percent of a bin's buffers in use on it is a warning, 1 to 100.")
    int warn_share() default 80;

    @AttributeDefinition(name = "Time without a free buffer", min = "0",
        description = "For how long every look must have found a bin without a free buffer until that is critical, in seconds, 0 or more. 0: at once.")
    long empty_seconds() default 10;
}
