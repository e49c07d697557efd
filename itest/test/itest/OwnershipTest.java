// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import itest.client.Holder;
import svc.buffermanager.BufferManager;
import svc.buffermanager.HolderDTO;

/** Who has what, as the framework tells it: views of bundles, quotas by their names, and what becomes of it when they stop. */
public class OwnershipTest extends ContainerTest {

    private final Loaders loaders = new Loaders();

    private ConfiguredManager manager(Map<String, Object> changes) throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of(BufferManager.BINS, bins("64x8"), BufferManager.DRAIN_TIMEOUT, 20L));
        settings.putAll(changes);
        ConfiguredManager manager = managers.configure(32, settings);
        manager.service();
        return manager;
    }

    private Bundle holder(int buffers) throws Exception {
        Bundle holder = ClientBundle.install(context, "itest.holder", Holder.class, Integer.toString(buffers),
            "fw.buffer,org.osgi.framework");
        holder.start();
        loaders.watch(holder);
        return holder;
    }

    @After
    public void uninstallTheHolder() throws Exception {
        Bundle left = context.getBundle("itest:itest.holder");
        if (left != null) {
            left.uninstall();
            bundles.refresh(left);
        }
        loaders.awaitCollected();
    }

    private static HolderDTO named(ConfiguredManager manager, String symbolicName) {
        return manager.snapshot().holders.stream().filter(holder -> holder.symbolicName.equals(symbolicName)).findFirst().orElseThrow();
    }

    @Test
    public void namesTheBundleThatHasBuffers() throws Exception {
        ConfiguredManager manager = manager(Map.of(BufferManager.ACCOUNTING, true));
        Bundle holder = holder(3);
        Buffer mine = manager.service().allocate(64);
        HolderDTO other = named(manager, "itest.holder");
        assertEquals(holder.getBundleId(), other.bundleId);
        assertEquals(3, other.outstanding);
        assertEquals(3 * 64, other.outstandingBytes);
        assertEquals(List.of(3), other.outstandingByBin);
        assertEquals(3, other.taken);
        assertEquals(1, named(manager, context.getBundle().getSymbolicName()).outstanding);
        manager.service().transfer(mine, holder);
        assertEquals(4, named(manager, "itest.holder").outstanding);
        mine.close();
    }

    @Test
    public void reportsAndTakesAwayWhatABundleHasThatStops() throws Exception {
        ConfiguredManager manager = manager(Map.of(BufferManager.RECLAIM, true, BufferManager.TRACKING, 1));
        Bundle holder = holder(3);
        Buffer mine = manager.service().allocate(64);
        holder.stop();
        Awaiting.that("what it had is taken away").until(() -> manager.snapshot().reclaimed == 3);
        Awaiting.that("it is told").until(() -> log.with("leak: itest.holder (bundle " + holder.getBundleId() + ", stopped) has 3 buffers")
            .size() == 1);
        String line = log.with("leak: itest.holder").get(0);
        assertTrue(line, line.contains("3 of them are taken away from it"));
        assertTrue(line, line.contains("at itest.client.Holder."));
        Awaiting.that("there is a new pool").until(() -> manager.snapshot().swaps == 1);
        assertEquals(1, manager.snapshot().currBuffs);
        assertTrue("what another bundle has stays with it", mine.isValid());
        mine.close();
        Use.ofBuffers(manager.service(), 8, 64);
        Awaiting.that("the old memory has gone back").until(() -> manager.snapshot().retiring == 0);
        assertEquals(0, manager.snapshot().expired);
    }

    @Test
    public void limitsABundleByItsName() throws Exception {
        ConfiguredManager manager = manager(Map.of(BufferManager.QUOTAS,
            new String[] {"itest.h*;buffers=2", context.getBundle().getSymbolicName() + ";reserve=64x5"}));
        holder(4);
        HolderDTO limited = named(manager, "itest.holder");
        assertEquals(2, limited.outstanding);
        assertEquals(2, limited.quotaBuffers);
        assertTrue("it wanted more", limited.denied > 0);
        assertEquals(1, log.with("QuotaExceeded: itest.holder").size());
        assertEquals(6, manager.service().allocate(64, new Buffer[8], 8));
        assertFalse(manager.service().allocate(64).isValid());
    }

    @Test
    public void refusesReservationsThatExceedABin() throws Exception {
        ConfiguredManager manager = manager(Map.of());
        manager.change(Map.of(BufferManager.QUOTAS, new String[] {"a;reserve=64x5", "b;reserve=64x4"}));
        Awaiting.that("it is told").until(() -> log.with("bin 64x8: 9 are reserved (5 for a, 4 for b), and it has 8").size() == 1);
        Use.ofBuffers(manager.service(), 8, 64);
    }

    @Test
    public void reportsABufferThatIsHeldForTooLongOnce() throws Exception {
        ConfiguredManager manager = manager(Map.of(BufferManager.HELD_LIMIT, 50L));
        Buffer mine = manager.service().allocate(64);
        Awaiting.that("it is told").until(() -> manager.snapshot().leaks == 1);
        assertEquals(1, log.with("has 1 buffer (1 of 64x8; 64 bytes), the oldest for").size());
        mine.close();
    }
}
