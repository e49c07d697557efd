// SPDX-License-Identifier: Apache-2.0
/**
 * An allocator to hunt those who write where they must not. It is meant to be started on a live system, and stopped again when
 * they are found: it ranks above all others, and buffer managers arrange the pools that they take from it guarded.
 */
package fw.memory.guard;
