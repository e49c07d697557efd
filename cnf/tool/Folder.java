// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What can be done with a whole folder. */
final class Folder {
    private Folder() {
    }

    /** The files under a folder whose names end so, sorted; none where there is no such folder. */
    static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file)).sorted().toList();
        }
    }

    /** Leaves a folder with nothing in it, whether it was there or not. */
    static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        delete(folder, false);
    }

    /** Removes a folder and what is in it. */
    static void remove(Path folder) throws IOException {
        delete(folder, true);
    }

    private static void delete(Path folder, boolean itself) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                if (itself || !file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }
}
