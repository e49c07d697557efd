// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

import org.osgi.framework.BundleException;

import fw.buffer.BufferMisuseException.Kind;
import stress.hold.Faults;
import stress.soak.client.Worker;
import svc.buffermanager.AuditDTO;
import svc.buffermanager.BufferManagerDTO;

/**
 * The bundles that work with buffers of a manager of their own, which has too few, and denies them some: they wait, hand buffers
 * on to each other, and stop with buffers in hand, which are taken away from them, or are not. One thread, but for what workers
 * tell.
 */
final class Workers implements ObjLongConsumer<String> {

    private final Comers bundles;
    private final Awaiting awaiting;
    private final ConfiguredManager manager;
    private final Faults<Finding> findings;
    private final Map<String, Long> counts = new TreeMap<>();

    Workers(Container container, Awaiting awaiting, ConfiguredManager manager, Faults<Finding> findings) {
        bundles = new Comers(container, "stress.soak.worker.", Worker.class);
        this.awaiting = awaiting;
        this.manager = manager;
        this.findings = findings;
        container.context().registerService(ObjLongConsumer.class, this, new Hashtable<>(Map.of(Worker.ROLE, "counts")));
    }

    ConfiguredManager manager() {
        return manager;
    }

    /** Called by workers, from any thread. */
    @Override
    public synchronized void accept(String what, long count) {
        counts.merge(what, count, Long::sum);
        if (what.startsWith(Worker.FAILED)) {
            findings.add(Finding.CALL_FAILED, "a worker " + what);
        } else if (what.startsWith(Worker.WRONG)) {
            findings.add(Finding.WRONG_BYTES, "a worker: " + what);
        }
    }

    /** {@return how often there was what} */
    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** Starts one. {@return false if there are enough} */
    boolean start() throws BundleException, IOException {
        return bundles.start();
    }

    /** Stops the one that has been there the longest. {@return false if there is none} */
    boolean stop() throws BundleException, InterruptedException {
        return bundles.stop();
    }

    /** Has a manager verify itself, busy as it is. {@return true} */
    boolean audit(ConfiguredManager audited) {
        AuditDTO audit = audited.service().audit();
        audit.findings.forEach(found -> findings.add(Finding.UNSOUND, found));
        return true;
    }

    /** When all have stopped: nothing is out but what they had left and nobody has taken away. */
    void settle() throws IOException {
        // A pool of other bins: of this one, nothing is out.
        manager.change(Map.of("bins", new String[] {"64x64", Worker.LARGEST + "x128"}, "quotas", new String[0]));
        boolean home = awaiting.until(() -> {
            BufferManagerDTO figures = manager.service().snapshot();
            long left = figures.holders.stream().filter(holder -> holder.stopped).mapToLong(holder -> holder.outstanding).sum();
            return figures.currBuffs == left && figures.retiring == left && figures.quarantined == 0 && figures.waiting == 0
                && figures.holders.stream().noneMatch(holder -> !holder.stopped && holder.outstanding > 0 || holder.waiting > 0);
        });
        BufferManagerDTO figures = manager.service().snapshot();
        if (!home) {
            findings.add(Finding.LOST, "of the workers' buffers, when all had stopped: " + figures);
        }
        for (Kind kind : Kind.values()) {
            long misuses = figures.misusesByKind.get(kind.name());
            if (kind != Kind.EXPIRED && misuses > 0) {
                findings.add(Finding.MISCOUNTED, misuses, manager + ": " + misuses + " misuses that are " + kind);
            }
        }
        audit(manager);
    }

    /** When the manager has gone: what it took away, or ended, is what the workers had left or found ended. */
    void settleLeft() {
        long left = count(Worker.LEFT) + count(Worker.ENDED);
        Figures figures = manager.figures();
        long gone = figures.expired() + figures.reclaimed();
        if (left != gone) {
            findings.add(Finding.LOST, Math.abs(left - gone), manager + ": " + figures.expired() + " expired and "
                + figures.reclaimed() + " were reclaimed, and of the workers' " + left + " are gone: " + counts());
        }
    }

    private long count(String what) {
        return counts().getOrDefault(what, 0L);
    }
}
