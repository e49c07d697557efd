// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import svc.comms.parts.Event;

/** An event that happened while the store's lock was held, and that is logged when it is not. */
final class Fault {

    private final Event event;
    private final String text;
    private final Throwable thrown;

    Fault(Event event, String text, Throwable thrown) {
        this.event = event;
        this.text = text;
        this.thrown = thrown;
    }

    void report() {
        if (event.occurs()) {
            event.warn(text, thrown);
        }
    }
}
