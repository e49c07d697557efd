// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

import aQute.bnd.osgi.Processor;
import aQute.service.reporter.Report.Location;

/** Turns what a bnd processor complains of into a failure. A warning is an error. */
final class Problems {
    private final Path root;

    Problems(Path root) {
        this.root = root;
    }

    /** Throws with everything that the processor has to say, each with its file and line, and empties it. */
    void raise(Processor processor) throws Failure {
        Set<String> lines = new LinkedHashSet<>();
        for (String error : processor.getErrors()) {
            lines.add(place(processor, error) + ": error: " + error);
        }
        for (String warning : processor.getWarnings()) {
            lines.add(place(processor, warning) + ": warning: " + warning);
        }
        processor.clear();
        if (!lines.isEmpty()) {
            throw new Failure(String.join("\n", lines));
        }
    }

    private String place(Processor processor, String message) {
        Location location = processor.getLocation(message);
        if (location != null && location.file != null) {
            return relative(new File(location.file)) + (location.line > 0 ? ":" + (location.line + 1) : "");
        }
        File file = processor.getPropertiesFile();
        return file == null ? processor.toString() : relative(file);
    }

    private String relative(File file) {
        Path path = file.toPath().toAbsolutePath();
        return (path.startsWith(root) ? root.relativize(path) : path).toString();
    }
}
