// SPDX-License-Identifier: Apache-2.0
/**
 * The {@link fw.memory.MemAllocatorRegistry}: a view of the service registry for each bundle that uses it. It keeps no
 * allocators: it asks the framework.
 * F´: {@code Fw::MemAllocatorRegistry}.
 */
package fw.memory.registry;
