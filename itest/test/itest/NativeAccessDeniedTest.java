// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.FrameworkFactory;

import itest.denied.Check;

/**
 * A JVM that forbids native access: the allocators that need it are not offered, and the manager works with what is left. It
 * takes a JVM of its own: that of the other tests' containers allows native access, be they native or forked.
 */
public class NativeAccessDeniedTest {

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static int status;
    private static String output;

    @BeforeClass
    public static void runOnce() throws Exception {
        Path check = FOLDER.getRoot().toPath().resolve("check.jar");
        try (InputStream jar = TinyBundles.bundle().symbolicName("itest.denied").activator(Check.class).addClass(Check.class)
            .setHeader(Constants.IMPORT_PACKAGE, "fw.buffer,fw.memory,svc.buffermanager,org.osgi.framework,"
                + "org.osgi.service.cm,org.osgi.service.log,org.osgi.util.tracker").build(TinyBundles.rawBuilder())) {
            Files.copy(jar, check);
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--illegal-native-access=deny", "--sun-misc-unsafe-memory-access=allow",
            "-cp", place(FrameworkFactory.class) + File.pathSeparator + place(Check.class), "itest.denied.Main",
            FOLDER.newFolder("storage").toString()));
        Container.bundles().forEach(jar -> command.add(jar.toString()));
        command.add(check.toString());
        File printed = FOLDER.newFile("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed).start();
        try {
            assertTrue("the container has ended within 60 s", process.waitFor(60, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
            output = Files.readString(printed.toPath());
        }
        status = process.exitValue();
    }

    private static Path place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    public void theManagerRunsOnArena() {
        assertEquals(output, 0, status);
        assertTrue(output, output.contains("read 42 from arena\n"));
        assertTrue(output, output.contains("stopped\n"));
    }

    @Test
    public void mallocAndAnonymousMmapAreNotOfferedAndSayWhyInOneLineEach() {
        assertTrue(output, output.contains("allocator arena\n"));
        assertFalse(output, output.contains("allocator malloc\n"));
        assertFalse(output, output.contains("allocator mmap\n"));
        for (String name : List.of("malloc", "mmap")) {
            List<String> lines = output.lines().filter(line -> line.contains("fw.memory." + name + ":")).toList();
            assertEquals(output, 1, lines.size());
            assertTrue(output, lines.get(0).contains("native access is not allowed")
                && lines.get(0).contains("--enable-native-access=ALL-UNNAMED"));
        }
    }
}
