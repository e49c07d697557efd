// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.nio.channels.FileChannel;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import fw.buffer.BufferGet;
import groundlink.transfer.ChunkReader;
import groundlink.transfer.Link;
import groundlink.transfer.Transfer;

/** The source as a component: takes buffers from the manager of this example and reads the file into them. */
@Component(service = Source.class)
public final class Source {

    private final Port<BufferGet> pool = new Port<>("BufferGet service " + Defaults.MANAGER);
    private final Worker worker = new Worker("groundlink source");

    /** Makes a source at rest. */
    public Source() {
    }

    @Reference(target = Defaults.MANAGER, cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    void bindPool(BufferGet newPool) {
        pool.bind(newPool);
    }

    void unbindPool(BufferGet oldPool) {
        pool.unbind(oldPool);
    }

    /** Begins to read; tells the transfer how it goes on. */
    void start(Transfer transfer, Link link, FileChannel file) {
        worker.start(new ChunkReader(transfer, link, file, () -> pool.await(Defaults.PATIENCE), Defaults.PATIENCE));
    }

    /** Ends what is left of it, and waits for that. */
    @Deactivate
    void stop() {
        worker.stop();
    }
}
