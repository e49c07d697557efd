// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefaultTest {

    /** Of mapped memory, the system tells which pages it has given. */
    @ParameterizedTest
    @ValueSource(longs = {1, 4096, 4097, 1 << 20, (32 << 20) + 1})
    void everyPageIsThereAfterwards(long size, @TempDir Path folder) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = mapped(folder, size, arena);
            assertFalse(memory.isLoaded());
            Prefault.touch(memory);
            assertTrue(memory.isLoaded());
        }
    }

    private static MemorySegment mapped(Path folder, long size, Arena arena) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve("block"), StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
        }
    }
}
