// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The configuration types hold property names as method names, where {@code _} is a dot: so nothing else binds them to the
 * constants of the API.
 */
class ConfigurationTest {

    @ParameterizedTest
    @CsvSource({
        "fw.memory.malloc.MallocConfiguration, malloc, 'SYSTEM,MALLOC', 100",
        "fw.memory.arena.ArenaConfiguration, arena, 'ARENA,SYSTEM', 0",
        "fw.memory.guard.GuardConfiguration, guard, 'GUARD,SYSTEM', 10000",
        "fw.memory.mmap.MmapConfiguration, mmap, MMAP, -100"})
    void hasTheNamesOfTheApiAndTheDocumentedDefaults(String type, String name, String types, int ranking) throws Exception {
        Class<?> configuration = Class.forName(type);
        assertEquals(name, value(configuration, MemAllocator.NAME));
        assertArrayEquals(types.split(","), (String[]) value(configuration, MemAllocator.TYPE));
        assertEquals(ranking, value(configuration, "service.ranking"));
        assertEquals(AllocatorDTO.NO_LIMIT, value(configuration, "limit.bytes"));
    }

    private static Object value(Class<?> configuration, String property) throws NoSuchMethodException {
        return configuration.getDeclaredMethod(property.replace('.', '_')).getDefaultValue();
    }
}
