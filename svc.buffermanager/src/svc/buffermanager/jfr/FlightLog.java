// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jfr;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerListener;

/**
 * Records what happens in buffer managers. It listens to them only while a recording runs: without one, the managers have
 * nobody to tell.
 */
@Component(service = {}, immediate = true)
public final class FlightLog implements BufferManagerListener {

    private final BundleContext context;
    private final EventTypes types = new EventTypes();
    private final FlightRecorderListener recordings = new FlightRecorderListener() {
        @Override
        public void recordingStateChanged(Recording recording) {
            follow();
        }
    };
    private ServiceRegistration<BufferManagerListener> registration;
    private boolean closed;

    /** Called by Declarative Services. */
    @Activate
    public FlightLog(BundleContext context) {
        this.context = context;
        FlightRecorder.addListener(recordings);
        follow();
    }

    /** Called by Declarative Services. */
    @Deactivate
    void deactivate() {
        FlightRecorder.removeListener(recordings);
        synchronized (this) {
            closed = true;
            stopListening();
        }
        types.close();
    }

    private synchronized void follow() {
        if (closed) {
            return;
        }
        if (!isRecording()) {
            stopListening();
        } else if (registration == null) {
            registration = context.registerService(BufferManagerListener.class, this, null);
        }
    }

    private void stopListening() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }

    /** It asks for the recorder only if somebody else has: that starts it. */
    private static boolean isRecording() {
        return FlightRecorder.isInitialized() && FlightRecorder.getFlightRecorder().getRecordings().stream()
            .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
    }

    @Override
    public void happened(BufferManagerEvent event) {
        types.record(event);
    }
}
