// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import fw.memory.DivisibleContract;
import fw.memory.ForkedJvm;
import fw.memory.MemoryUnavailableException;
import fw.memory.ledger.MemorySource;

class AnonymousMappingTest extends DivisibleContract {

    @Override
    protected MemorySource source() {
        return AnonymousMapping.link();
    }

    @Test
    void tellsTheErrorNumberOfARefusal() {
        MemoryUnavailableException refusal =
                assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(1, Long.MAX_VALUE / 2, 16));
        assertTrue(refusal.getMessage().contains("errno 12"), refusal.getMessage());
    }

    @Test
    void knowsTheFlagOfEachSystem() {
        assertEquals(0x20, AnonymousMapping.anonymousFlag("Linux", "amd64"));
        assertEquals(0x20, AnonymousMapping.anonymousFlag("Linux", "aarch64"));
        assertEquals(0x1000, AnonymousMapping.anonymousFlag("Mac OS X", "aarch64"));
    }

    @Test
    void refusesASystemItDoesNotKnow() {
        for (String[] system : new String[][] {{"Linux", "mips64"}, {"Windows 11", "amd64"}}) {
            UnsupportedOperationException refusal = assertThrows(UnsupportedOperationException.class,
                    () -> AnonymousMapping.anonymousFlag(system[0], system[1]));
            assertTrue(refusal.getMessage().contains(system[0] + " on " + system[1]), refusal.getMessage());
        }
    }

    static final class Link {
        public static void main(String[] arguments) {
            try {
                System.out.println(AnonymousMapping.link());
            } catch (UnsupportedOperationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void saysThatItNeedsNativeAccess() throws Exception {
        try (ForkedJvm denied = ForkedJvm.start(List.of(ForkedJvm.NO_NATIVE_ACCESS), Link.class)) {
            assertEquals(List.of("native access is not allowed, and mmap needs it;"
                    + " start the JVM with --enable-native-access=ALL-UNNAMED, or take another allocator"), denied.awaitEnd());
        }
    }
}
