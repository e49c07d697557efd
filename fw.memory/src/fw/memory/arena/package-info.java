// SPDX-License-Identifier: Apache-2.0
/** An allocator over the JDK's own arenas. It needs no native access, and so serves as SYSTEM where that is forbidden. */
package fw.memory.arena;
