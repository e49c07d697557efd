// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;

import stress.soak.guest.ArenaLeaver;
import stress.soak.guest.Crasher;
import stress.soak.guest.MallocLeaver;
import stress.soak.guest.Stopper;

/**
 * The bundles stand a thousand swaps; and it is found when the JVM crashes, and when it has memory that no allocator knows of.
 */
@Timeout(660)
class OwnJvmTest {

    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    /** As many swaps on any machine; a slow one takes longer. */
    @Test
    void theBundlesStandAThousandSwaps() throws Exception {
        OwnJvm.End end = jvm("64m").run(Course.of(Duration.ofMinutes(10), 1000, 1), said::add);
        assertTrue(end.isGood(), () -> report() + end);
    }

    @Test
    void findsACrash() throws Exception {
        OwnJvm.End end = run(Crasher.class);
        assertEquals(1, end.crashFiles().size(), this::report);
        assertTrue(end.status() > Main.FOUND, this::report);
        assertFalse(end.isGood());
        assertTrue(end.toString().endsWith("FAILED"), end::toString);
    }

    @Test
    void findsMemoryOfTheCLibraryThatNobodyFrees() throws Exception {
        assertGrewBy(MallocLeaver.BYTES, "mapped", run(MallocLeaver.class));
    }

    @Test
    void findsAnArenaThatNobodyCloses() throws Exception {
        assertGrewBy(ArenaLeaver.BYTES, "reserved through the JVM", run(ArenaLeaver.class));
    }

    @Test
    void tellsWhenNoThreadWentOn() throws Exception {
        run(Stopper.class);
        assertTrue(said.stream().anyMatch(line -> line.matches("this JVM stood still after \\S+ s for [2-9]\\.\\d s")), this::report);
    }

    @Test
    void refusesOptionsWithWhichThereIsNoJvm() {
        assertThrows(IllegalArgumentException.class, () -> jvm("much").check());
        assertThrows(IllegalArgumentException.class, () -> new OwnJvm(folder, "64m", List.of("-XX:+Nonsense")).check());
    }

    private OwnJvm jvm(String heap) {
        return new OwnJvm(folder, heap, List.of());
    }

    private OwnJvm.End run(Class<? extends BundleActivator> guest) throws Exception {
        return jvm("64m").run(GuestMain.class, List.of(guest.getName()), said::add);
    }

    private void assertGrewBy(long bytes, String how, OwnJvm.End end) {
        assertEquals(Main.FOUND, end.status(), this::report);
        String growth = said.stream().filter(line -> line.startsWith("FAILED: " + Finding.PROCESS_GREW)).findFirst().orElseThrow();
        Matcher matcher = Pattern.compile("(\\d+) KiB more are " + how).matcher(growth);
        assertTrue(matcher.find(), this::report);
        long found = Long.parseLong(matcher.group(1)) << 10;
        assertTrue(found >= bytes && found < bytes + (1 << 20), this::report);
    }

    private String report() {
        return String.join("\n", said);
    }
}
