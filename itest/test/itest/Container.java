// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.osgi.framework.Constants;

/** What is deployed for the tests: Felix, and the bundles that paxexam.bndrun resolves to. */
final class Container {

    /** Starts first, or others write to the standard output what they have to say. */
    private static final String LOG = "org.apache.felix.log-";

    /** Start before all else: slf4j, and SPI Fly, by which it finds to whom it is to log. */
    private static final List<String> LOGGING = List.of("org.apache.aries.spifly.", "asm-", "slf4j-");

    /** Starts last, or doesn't find its JSON parser. */
    private static final String CONFIGURATOR = "org.apache.felix.configurator-";

    /** Is not deployed: it stops the framework at the end of standard input. */
    private static final String SHELL = "org.apache.felix.gogo.jline-";

    private Container() {
    }

    /** {@return the jars of paxexam.bndrun} */
    static List<Path> bundles() {
        return bundles("paxexam");
    }

    /** {@return the jars of a run file of this project} */
    private static List<Path> bundles(String runFile) {
        try {
            return Files.readAllLines(Path.of(System.getProperty("itest." + runFile))).stream().map(Path::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return the jars of everything.bndrun, and all other bundles of this workspace}
     * Such others, if any, work with what is there; or everything.bndrun must require them.
     */
    private static Set<Path> everything() {
        Set<Path> jars = new LinkedHashSet<>();
        bundles("everything").stream().filter(jar -> !isNamed(jar, SHELL)).forEach(jars::add);
        for (String folder : System.getProperty("itest.generated").split(File.pathSeparator)) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).filter(Container::isToBeDeployed).forEach(jars::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return jars;
    }

    /**
     * {@return the jar of a bundle of this workspace} For what is not in paxexam.bndrun, because it isn't to be started from the
     * start.
     */
    static Path jar(String symbolicName) {
        return Stream.of(System.getProperty("itest.generated").split(File.pathSeparator))
            .map(folder -> Path.of(folder, symbolicName + ".jar")).filter(Files::exists).findFirst()
            .orElseThrow(() -> new AssertionError("no " + symbolicName + ".jar was built"));
    }

    /** {@return the jar of a bundle of everything.bndrun} For what is not in paxexam.bndrun. */
    static Path everythings(String symbolicName) {
        return bundles("everything").stream().filter(jar -> isNamed(jar, symbolicName + "-"))
            .findFirst().orElseThrow(() -> new AssertionError("everything.bndrun has no " + symbolicName));
    }

    /** {@return whether it does anything, or has anything for others: some jars are only there to be copied from} */
    private static boolean isToBeDeployed(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            return Stream.of(Constants.EXPORT_PACKAGE, Constants.BUNDLE_ACTIVATOR, "Service-Component")
                .anyMatch(header -> headers.getValue(header) != null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the options of a container, native or forked} */
    static List<Option> options() {
        return options("paxexam");
    }

    /** {@return the options of a container with the bundles of a run file of this project} */
    static List<Option> options(String runFile) {
        List<Option> options = new ArrayList<>();
        for (Path jar : bundles(runFile)) {
            options.add(deployed(jar));
        }
        options.addAll(general());
        return options;
    }

    /** {@return the options of a container with every bundle of this workspace, the example and the faces included} */
    static List<Option> optionsOfEverything() {
        List<Option> options = new ArrayList<>();
        everything().stream().sorted(Comparator.comparingInt(Container::turn))
            .forEach(jar -> options.add(deployed(jar)));
        options.addAll(general());
        return options;
    }

    /** {@return a jar's bundle} What is logged through comes before Pax Exam's own, or these find no place to log to. */
    private static Option deployed(Path jar) {
        UrlProvisionOption deployed = bundle(jar.toUri().toString());
        return LOGGING.stream().anyMatch(start -> isNamed(jar, start)) ? deployed.startLevel(1) : deployed;
    }

    /** {@return when a jar's bundle starts, among the others} */
    private static int turn(Path jar) {
        return isNamed(jar, LOG) ? 0 : isNamed(jar, CONFIGURATOR) ? 2 : 1;
    }

    private static boolean isNamed(Path jar, String start) {
        return jar.getFileName().toString().startsWith(start);
    }

    private static List<Option> general() {
        List<Option> options = new ArrayList<>();
        options.add(junitBundles());
        options.add(cleanCaches(true));
        // A server, where there is one, is for this machine alone, at a free port.
        options.add(frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"));
        options.add(frameworkProperty("org.osgi.service.http.port").value("0"));
        if ("forked".equals(System.getProperty("itest.container"))) {
            // A native container is in this JVM; a forked one gets the options that this JVM was given.
            for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                options.add(vmOption(argument));
            }
        }
        return options;
    }
}
