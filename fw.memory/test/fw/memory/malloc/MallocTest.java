// SPDX-License-Identifier: Apache-2.0
package fw.memory.malloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import fw.memory.DivisibleContract;
import fw.memory.ForkedJvm;
import fw.memory.ledger.MemorySource;

class MallocTest extends DivisibleContract {

    @Override
    protected MemorySource source() {
        return Malloc.link();
    }

    static final class Link {
        public static void main(String[] arguments) {
            try {
                System.out.println(Malloc.link());
            } catch (UnsupportedOperationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void saysThatItNeedsNativeAccess() throws Exception {
        try (ForkedJvm denied = ForkedJvm.start(List.of(ForkedJvm.NO_NATIVE_ACCESS), Link.class)) {
            assertEquals(List.of("native access is not allowed, and malloc needs it;"
                    + " start the JVM with --enable-native-access=ALL-UNNAMED, or take another allocator"), denied.awaitEnd());
        }
    }
}
