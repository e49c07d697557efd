// SPDX-License-Identifier: Apache-2.0
/**
 * Memory for start-up: allocators as services, the blocks that they hand out, and a registry to find them by.
 * <p>
 * A component asks a {@link fw.memory.MemAllocator} for its memory when it is activated and gives it back when it is deactivated;
 * in between it uses what it has. Allocators are found in the OSGi service registry by the properties that {@link
 * fw.memory.MemAllocator} names, or through {@link fw.memory.MemAllocatorRegistry} as in F´.
 * <p>
 * Who uses these services imports this package with {@code [1,2)}. Who implements {@link fw.memory.MemAllocator} does the same:
 * methods added to it in later minor versions have default bodies. {@link fw.memory.MemAllocatorRegistry} is implemented by its
 * provider only.
 * <p>
 * F´: {@code Fw::MemAllocator}, {@code Fw::MemAllocatorRegistry}.
 */
@Export
@Version("1.0.0")
package fw.memory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
