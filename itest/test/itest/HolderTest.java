// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;

import fw.memory.MemAllocator;
import itest.client.Holder;
import svc.buffermanager.BufferManager;

/** A bundle that goes with buffers in hand: nobody keeps anything of it, it keeps nothing of others, and the memory is back. */
public class HolderTest extends ContainerTest {

    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("64x8"),
        BufferManager.DRAIN_TIMEOUT, 20L);

    private final Loaders loaders = new Loaders();

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
            uninstall(left);
        }
    }

    private void uninstall(Bundle bundle) throws Exception {
        bundle.uninstall();
        bundles.refresh(bundle);
    }

    @Test
    public void oneThatIsUninstalledIsCollectedWhileItsBuffersAreOut() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        manager.service();
        uninstall(holder(3));
        loaders.awaitCollected();
        assertEquals(3, manager.snapshot().currBuffs);
        Use.ofBuffers(manager.service(), 5, 64);
        assertEquals(0, manager.snapshot().expired);
        assertOneBlock(allocators.named("malloc"), 32, 8 * 64);
    }

    @Test
    public void itsBuffersEndWithTheirMemoryWhenTheAllocatorGoes() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        manager.service();
        uninstall(holder(3));
        bundles.malloc().stop();
        assertNoBlock(malloc);
        assertEquals("arena", manager.snapshot().allocator);
        assertEquals(3, manager.snapshot().expired);
        assertEquals(0, manager.snapshot().currBuffs);
        assertEquals(0, manager.snapshot().retiring);
        assertEquals(1, log.with("buffers were out when their memory had to end: 3 of 64x8").size());
        Use.ofBuffers(manager.service(), 8, 64);
        loaders.awaitCollected();
    }

    @Test
    public void itsBuffersEndWithTheirMemoryWhenTheProviderIsRedeployed() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        manager.service();
        Bundle holder = holder(8);
        holder.stop();
        for (int i = 0; i < 3; i++) {
            Bundle provider = bundles.provider();
            provider.uninstall();
            assertNoBlock(malloc);
            bundles.reinstall(Bundles.PROVIDER);
            Use.ofBuffers(manager.service(), 8, 64);
            assertOneBlock(malloc, 32, 8 * 64);
        }
    }

    @Test
    public void itsBuffersKeepNoClassesOfAnAllocatorThatWent() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        manager.awaitAllocator("malloc");
        holder(3);
        Loaders ofMalloc = new Loaders();
        ofMalloc.watch(bundles.malloc());
        uninstall(bundles.malloc());
        assertEquals(3, manager.snapshot().expired);
        ofMalloc.awaitCollected();
    }

    /** The first half shows that the second could fail. */
    @Test
    public void itsBuffersKeepTheProvidersClassesAsLongAsItIsThereAndNoLonger() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        manager.service();
        Bundle holder = holder(3);
        Bundle provider = bundles.provider();
        loaders.watch(provider);
        bundles.update(provider);
        bundles.refresh(provider);
        manager.service();
        holder.stop();
        assertEquals(List.of("itest.holder (1)", "svc.buffermanager.provider (2)"), loaders.left());

        uninstall(holder);
        loaders.awaitCollected();
    }
}
