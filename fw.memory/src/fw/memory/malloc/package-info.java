// SPDX-License-Identifier: Apache-2.0
/**
 * The SYSTEM allocator: the C library's own malloc and free. It needs native access; where that is forbidden, it is not offered.
 * F´: {@code Fw::MallocAllocator}.
 */
package fw.memory.malloc;
