// SPDX-License-Identifier: Apache-2.0
/**
 * An allocator over mapped memory: anonymous by default; with a directory configured, one file per identifier, which is found
 * again after a restart.
 * F´: {@code MmapAllocator}.
 */
package fw.memory.mmap;
