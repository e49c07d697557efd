// SPDX-License-Identifier: Apache-2.0
package itest.denied;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Starts a framework, with a folder for its storage and the bundles of given jars, and stops it. Fails if one can not start. */
final class Main {

    private Main() {
    }

    public static void main(String[] arguments) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
            .newFramework(Map.of("org.osgi.framework.storage", arguments[0]));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (String jar : List.of(arguments).subList(1, arguments.length)) {
            bundles.add(framework.getBundleContext().installBundle(Path.of(jar).toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        framework.stop();
        framework.waitForStop(20_000);
        System.out.println("stopped");
    }
}
