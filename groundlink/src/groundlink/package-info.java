// SPDX-License-Identifier: Apache-2.0
/**
 * The example as components: a source and a sink, each with a thread of its own, and the job that has them move a file through
 * the buffers of a manager, stops that manager's allocator half-way, and tells how it went. They know the manager and the
 * allocators by their published services only.
 * <p>
 * The manager's configuration comes with this bundle, as {@code OSGI-INF/configurator/groundlink.json}.
 */
@RequireConfigurator
package groundlink;

import org.osgi.service.configurator.annotations.RequireConfigurator;
