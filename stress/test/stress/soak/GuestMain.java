// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.time.Duration;
import java.util.List;

import org.osgi.framework.BundleActivator;

/** As {@link Main}, for a moment, and with a guest that does something wrong. */
final class GuestMain {

    private GuestMain() {
    }

    /** @param arguments the guest's class */
    public static void main(String[] arguments) throws Exception {
        Course course = new Course(2, 2, 4, 2, Duration.ofMillis(500), 0, Duration.ofSeconds(4), Duration.ofSeconds(20), 7);
        System.exit(Main.run(course, List.of(Class.forName(arguments[0]).asSubclass(BundleActivator.class))));
    }
}
