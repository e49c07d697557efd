// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;

/** The buffer manager, as a component has it: the service, from its bundle on a running framework. */
final class ManagerPool implements BufferPool<Buffer> {

    private final Container container;
    private final BufferManager manager;

    ManagerPool(Demand demand) {
        container = new Container();
        manager = container.configure(demand.bins(), demand.settings());
    }

    @Override
    public Buffer take(int size) {
        Buffer buffer = manager.allocate(size);
        if (!buffer.isValid()) {
            throw BufferPool.exhausted(size);
        }
        return buffer;
    }

    @Override
    public void give(Buffer buffer) {
        manager.deallocate(buffer);
    }

    @Override
    public Object[] array(int length) {
        return new Buffer[length];
    }

    @Override
    public void takeAll(int size, Object[] into) {
        if (manager.allocate(size, (Buffer[]) into, into.length) < into.length) {
            throw BufferPool.exhausted(size);
        }
    }

    @Override
    public void giveAll(Object[] buffers) {
        manager.deallocate((Buffer[]) buffers, buffers.length);
    }

    @Override
    public void close() {
        container.close();
    }
}
