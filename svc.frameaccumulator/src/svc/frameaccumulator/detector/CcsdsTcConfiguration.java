// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.detector;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the detector of CCSDS TC frames. It is optional. */
@ObjectClassDefinition(id = CcsdsTcConfiguration.PID, name = "CCSDS TC frame detector",
    description = "Detects telecommand transfer frames of one spacecraft.")
@interface CcsdsTcConfiguration {

    String PID = "svc.frameaccumulator.ccsds.tc";

    // By default F´'s.
    @AttributeDefinition(name = "Spacecraft id", min = "0", max = "1023",
        description = "The id of the spacecraft whose frames are detected, 0 to 1023. What is for another is no frame.")
    int spacecraft_id() default 0x44;
}
