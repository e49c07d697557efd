// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.nio.channels.FileChannel;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import groundlink.transfer.ChunkWriter;
import groundlink.transfer.Link;
import groundlink.transfer.Transfer;

/**
 * The sink as a component. Each buffer that it gets knows where it was taken and goes back there, so it needs no port of the
 * manager.
 */
@Component(service = Sink.class)
public final class Sink {

    private final Worker worker = new Worker("groundlink sink");

    /** Makes a sink at rest. */
    public Sink() {
    }

    /** Begins to write what comes; tells the transfer how it goes on. */
    void start(Transfer transfer, Link link, FileChannel copy) {
        worker.start(new ChunkWriter(transfer, link, copy));
    }

    /** Ends it, and waits for that. */
    @Deactivate
    void stop() {
        worker.stop();
    }
}
