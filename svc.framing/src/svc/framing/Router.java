// SPDX-License-Identifier: Apache-2.0
package svc.framing;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends each packet to the component that is there for its kind: by {@link svc.comms.FrameContext#apid()}, which a deframer took
 * from the packet's descriptor. F´: {@code Svc::FprimeRouter}, which knows commands, files and the rest.
 * <p>
 * It is an OSGi service, one for each factory configuration of {@link #PID}; packets come in through {@link svc.comms.ComDataIn},
 * which is registered with it, under {@code port.name}.
 * <p>
 * <b>Ownership.</b> A packet is handed on together with its sender: the receiver returns it there, not here, and the router
 * remembers nothing of it. A packet for which there is no route, or nobody at its end, goes back to its sender at once. (F´
 * copies packets.) If a receiver throws, so does the router, and the packet is its sender's again.
 * <p>
 * <b>Threads.</b> Any number at a time; they don't wait for each other, and what a receiver does, it does on theirs. No heap is
 * allocated.
 */
@ProviderType
public interface Router {

    /** The factory PID of its configuration. */
    String PID = "svc.framing.router";

    /**
     * Configuration property, {@code String[]}: the routes, each as {@code KIND=FILTER}, such as {@code file=(port.name=uplink)}.
     * KIND is {@code command}, {@code telemetry}, {@code log}, {@code file}, {@code packetized-telemetry}, {@code data-product},
     * {@code idle}, {@code unknown}, a number from 0 to 2047, or {@code *} for all that have no route of their own. Each once.
     * FILTER chooses among the services {@link svc.comms.ComDataIn}; of several, the one with the highest ranking.
     */
    String ROUTES = "routes";

    /** {@return a snapshot of the counters, the caller's own} It allocates and doesn't lock. */
    RouterDTO snapshot();

    /** Lets each kind of event be written to the log ten times again. */
    void clearThrottles();
}
