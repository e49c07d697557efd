// SPDX-License-Identifier: Apache-2.0
package svc.framing;

import org.osgi.dto.DTO;

/** The counters of one route of a router, since that was activated. */
public class RouteDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public RouteDTO() {
    }

    /** The route as it is configured: {@code KIND=FILTER}. */
    public String route;

    /** Whether somebody is at its end. */
    public boolean connected;

    /** How many packets were sent along it. */
    public long packets;
}
