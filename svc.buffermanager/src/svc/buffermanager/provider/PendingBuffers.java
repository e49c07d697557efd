// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

import fw.buffer.Buffer;

/**
 * Buffers that are promised. Each that is not there yet has a virtual thread that waits for it, and ends with the wait.
 * Callbacks have virtual
 * threads of their own, so none runs on the thread that gives a buffer back; and nothing is started that stays.
 */
final class PendingBuffers {

    private final Waiters waiters;
    private final PromiseFactory promises = new PromiseFactory(
        callback -> thread("svc.buffermanager calls back", callback).start());

    PendingBuffers(Waiters waiters) {
        this.waiters = waiters;
    }

    /** It inherits nothing of who takes or gives back: it may outlive that. */
    private static Thread thread(String name, Runnable task) {
        return Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).unstarted(task);
    }

    Promise<Buffer> resolved(Buffer buffer) {
        return promises.resolved(buffer);
    }

    Promise<Buffer> failed(Throwable e) {
        return promises.failed(e);
    }

    /**
     * {@return what a wait comes to} It has its place in the line when this returns.
     *
     * @param asked where the caller asks for it; null if that isn't traced
     */
    Promise<Buffer> await(BundleView view, int size, long nanos, Trace asked) {
        Deferred<Buffer> deferred = promises.deferred();
        Promised promised = new Promised(deferred);
        Thread thread = thread("svc.buffermanager waits", promised);
        promised.waiter = new Waiter(view, size, nanos, thread);
        promised.waiter.asked = asked;
        waiters.enter(promised.waiter);
        // If it has been served already, that is not lost on a thread that isn't started yet: it looks before it is parked.
        try {
            thread.start();
        } catch (Throwable e) {
            promised.waiter.giveUp(waiters);
            throw e;
        }
        return deferred.getPromise();
    }

    private static final class Promised implements Runnable {

        private final Deferred<Buffer> deferred;
        private Waiter waiter;

        Promised(Deferred<Buffer> deferred) {
            this.deferred = deferred;
        }

        @Override
        public void run() {
            Buffer buffer;
            try {
                buffer = waiter.view.await(waiter);
            } catch (Throwable e) {
                deferred.fail(e);
                return;
            }
            deferred.resolve(buffer);
        }
    }
}
