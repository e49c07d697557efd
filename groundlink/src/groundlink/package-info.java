// SPDX-License-Identifier: Apache-2.0
/**
 * The example as components: the job that sends a file from one end of the ground link to the other over TCP, stops the manager's
 * allocator half-way, and tells how it went; and the shell commands for two ends in two containers. All of them know the manager,
 * the allocators and the components that a file goes through by their published services and configurations only.
 * <p>
 * The manager's configuration comes with this bundle, as {@code OSGI-INF/configurator/groundlink.json}.
 */
@RequireConfigurator
package groundlink;

import org.osgi.service.configurator.annotations.RequireConfigurator;
