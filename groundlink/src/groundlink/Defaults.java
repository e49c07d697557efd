// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.time.Duration;

/**
 * What the components of this example have agreed on. The manager's own configuration is in {@code
 * OSGI-INF/configurator/groundlink.json}.
 */
final class Defaults {

    /** The filter for the manager of this example. */
    static final String MANAGER = "(manager.id=1)";

    /** How long to wait at most for a manager. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Defaults() {
    }
}
