// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import svc.filetransfer.FileUplink;

/** The configuration of one file uplink; a factory configuration of {@link FileUplink#PID}. */
@ObjectClassDefinition(id = FileUplink.PID, name = "File uplink",
    description = "Receives files, as F´ file packets, into a folder.")
@interface UplinkConfiguration {

    @AttributeDefinition(name = "Port name", description = "The name under which others send file packets to it.")
    String port_name() default "uplink";

    @AttributeDefinition(name = "Folder", description = "The path of the folder for files, which must be there. None leave it.")
    String folder() default "";

    @AttributeDefinition(name = "Limit", min = "-1",
        description = "Most bytes that a file may have, 0 or more; -1 for no limit but that of the packets, 4294967295.")
    long limit_bytes() default -1;
}
