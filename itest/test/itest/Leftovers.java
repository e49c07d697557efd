// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What this process has that can be left of a bundle: threads, also virtual ones; MBeans; services of the framework; and
 * temporary
 * files. A line each, with no number in it that another of the same kind would not have.
 */
final class Leftovers {

    /** A line of a thread dump: number, name, whether it is virtual. */
    private static final Pattern THREAD = Pattern.compile("#\\d+ \"(.*)\"( virtual)? [A-Z_]+ .*");

    /** Threads that the JVM, ConfigAdmin and Felix Health Checks start and end as they like. */
    private static final Pattern RESTLESS = Pattern.compile(
        "ForkJoinPool.*|VirtualThread-.*|CM Event Dispatcher|hc-thread-\\d+|HealthCheck-.*");

    /** When its servlet is configured anew, it forgets but the last of the services that it registered for it before. */
    private static final String FORGETFUL = "org.apache.felix.healthcheck.core";

    private final BundleContext context;
    private final List<String> before;

    /** Remembers what is there now. */
    Leftovers(BundleContext context) {
        this.context = context;
        before = lines();
    }

    /** {@return what is there now} */
    List<String> all() {
        return lines();
    }

    /** {@return what is there now and was not before; two of a kind are two} */
    List<String> left() {
        List<String> left = lines();
        before.forEach(left::remove);
        return left;
    }

    /** Waits until all that came has gone. */
    void awaitNone() {
        Awaiting.that("nothing is left").until(this::left, List::isEmpty);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(threads());
            ManagementFactory.getPlatformMBeanServer().queryNames(null, null).forEach(name -> lines.add("MBean " + name));
            lines.addAll(services());
            lines.addAll(files());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines;
    }

    private static List<String> threads() throws IOException {
        // Nothing else tells of virtual threads. It wants a file that is not there yet.
        Path folder = Files.createTempDirectory("itest");
        Path dump = folder.resolve("threads");
        DiagnosticCommand.call("threadDumpToFile", dump.toString());
        try (Stream<String> lines = Files.lines(dump)) {
            return lines.map(THREAD::matcher).filter(Matcher::matches).filter(line -> !RESTLESS.matcher(line.group(1)).matches())
                .map(line -> (line.group(2) == null ? "thread " : "virtual thread ") + line.group(1)).toList();
        } finally {
            Files.delete(dump);
            Files.delete(folder);
        }
    }

    private List<String> services() {
        try {
            return Stream.of(context.getAllServiceReferences(null, null)).filter(reference -> !isForgotten(reference)).map(Leftovers::service)
                .toList();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isForgotten(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle != null && bundle.getSymbolicName().equals(FORGETFUL);
    }

    private static String service(ServiceReference<?> reference) {
        // One that has been unregistered meanwhile has no bundle.
        Bundle bundle = reference.getBundle();
        return "service " + Arrays.toString((String[]) reference.getProperty(Constants.OBJECTCLASS)) + " of "
            + (bundle == null ? "nobody" : bundle.getSymbolicName());
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> "file " + file).toList();
        }
    }
}
