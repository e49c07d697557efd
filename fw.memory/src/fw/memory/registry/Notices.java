// SPDX-License-Identifier: Apache-2.0
package fw.memory.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import fw.memory.MemAllocatorListener;
import fw.memory.MemAllocatorListener.Change;
import fw.memory.MemAllocatorRegistry.Registration;
import fw.memory.log.Log;

/** The listeners of one view. */
final class Notices {

    /** One listener, as often as it was added: equal to itself only. */
    private final class Subscription implements Registration {
        private final MemAllocatorListener listener;

        private Subscription(MemAllocatorListener listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Log log;

    Notices(Log log) {
        this.log = log;
    }

    Registration add(MemAllocatorListener listener) {
        Subscription subscription = new Subscription(listener);
        subscriptions.add(subscription);
        return subscription;
    }

    /** Tells every listener; what one throws is logged, and the next one's turn comes. */
    void tell(Change change, Candidate candidate) {
        for (Subscription subscription : subscriptions) {
            try {
                subscription.listener.allocatorChanged(change, candidate.snapshot());
            } catch (RuntimeException | Error e) {
                log.error("listener " + subscription.listener + " failed when it was told " + change + " of allocator "
                        + candidate.snapshot().name + ": " + e);
            }
        }
    }

    void clear() {
        subscriptions.clear();
    }
}
