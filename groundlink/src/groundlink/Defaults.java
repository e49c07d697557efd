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

    /** Most bytes in a chunk: the size of that manager's largest bin. */
    static final int CHUNK = 64 * 1024;

    /**
     * How many chunks may be under way at a time: fewer than that bin has buffers, since some may be draining from an old pool.
     */
    static final int UNDER_WAY = 16;

    /** How long to wait at most for a manager, and for a free buffer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Defaults() {
    }
}
