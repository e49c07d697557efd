// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertTrue;

import java.util.Map;

import org.junit.Test;

import svc.buffermanager.BufferManager;

/** Memory that is to be touched when it is reserved: it is there, by the system's account, before anybody takes a buffer. */
public class PrefaultTest extends ContainerTest {

    private static final long POOL = 64L << 20;

    /** So often that the code that touches is compiled as far as it ever will be. */
    private static final int ROUNDS = 10;

    @Test
    public void allPagesAreThereWhenTheServiceIsHoweverOftenThatComes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long before = NativeMemory.resident();
            ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("1MiBx64"),
                BufferManager.ALLOCATOR_TARGET, Allocators.filter("malloc"), BufferManager.PREFAULT, true));
            manager.service();
            long risen = NativeMemory.resident() - before;
            assertTrue("round " + round + ": " + risen + " bytes more are resident, of a pool of " + POOL, risen > POOL / 2);
            manager.delete();
            manager.awaitOutOfService();
            awaitBlocks(allocators.named("malloc"), 0);
        }
    }
}
