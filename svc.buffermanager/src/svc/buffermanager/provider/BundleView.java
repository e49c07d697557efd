// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** The manager as one bundle has it: so the manager knows who calls. */
final class BundleView implements BufferManager {

    private final PooledBufferManager manager;
    private final Holder holder;

    BundleView(PooledBufferManager manager, Holder holder) {
        this.manager = manager;
        this.holder = holder;
    }

    @Override
    public Buffer allocate(int size) {
        return manager.allocate(size, holder);
    }

    @Override
    public int allocate(int size, Buffer[] into, int count) {
        return manager.allocate(size, into, count, holder);
    }

    @Override
    public void deallocate(Buffer buffer) {
        manager.deallocate(buffer, holder);
    }

    @Override
    public void deallocate(Buffer[] buffers, int count) {
        manager.deallocate(buffers, count, holder);
    }

    @Override
    public void transfer(Buffer buffer, Bundle to) {
        manager.transfer(buffer, to);
    }

    @Override
    public void adopt(Buffer buffer) {
        manager.handOn(buffer, holder);
    }

    @Override
    public BufferManagerDTO snapshot() {
        return manager.snapshot();
    }

    @Override
    public void schedIn() {
        manager.schedIn();
    }

    @Override
    public void clearThrottles() {
        manager.clearThrottles();
    }

    @Override
    public String toString() {
        return manager + " as " + holder + " has it";
    }
}
