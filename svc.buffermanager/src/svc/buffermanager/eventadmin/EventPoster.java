// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.eventadmin;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;

import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerListener;

/** Posts each event. It listens only while there is an EventAdmin. */
@Component
public final class EventPoster implements BufferManagerListener {

    private final EventAdmin eventAdmin;

    /** Called by Declarative Services. */
    @Activate
    public EventPoster(@Reference EventAdmin eventAdmin) {
        this.eventAdmin = eventAdmin;
    }

    @Override
    public void happened(BufferManagerEvent event) {
        eventAdmin.postEvent(Posted.of(event));
    }
}
