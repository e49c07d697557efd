// SPDX-License-Identifier: Apache-2.0
package svc.framing;

import java.util.List;

import org.osgi.dto.DTO;

/** The counters of a router, since it was activated. */
public class RouterDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public RouterDTO() {
    }

    /** The name of its port. */
    public String portName;

    /** How many packets were of a kind that has no route. */
    public long unknownPackets;

    /** How many packets had a route, with nobody at its end. */
    public long noOutput;

    /** The routes, as they are configured. */
    public List<RouteDTO> routes;
}
