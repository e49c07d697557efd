// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.ops4j.pax.exam.Option;

/** What is deployed for the tests: Felix, and the bundles that paxexam.bndrun resolves to. */
final class Container {

    private Container() {
    }

    /** {@return the jars of paxexam.bndrun} */
    static List<Path> bundles() {
        try {
            return Files.readAllLines(Path.of(System.getProperty("itest.runbundles"))).stream().map(Path::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the options of a container, native or forked} */
    static List<Option> options() {
        List<Option> options = new ArrayList<>();
        for (Path jar : bundles()) {
            options.add(bundle(jar.toUri().toString()));
        }
        options.add(junitBundles());
        options.add(cleanCaches(true));
        if ("forked".equals(System.getProperty("itest.container"))) {
            // A native container is in this JVM; a forked one gets the options that this JVM was given.
            for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                options.add(vmOption(argument));
            }
        }
        return options;
    }
}
