// SPDX-License-Identifier: Apache-2.0
/**
 * How a component deals with allocators that it doesn't trust. Each call into one is made on a thread of its own, within a time
 * ({@link fw.memory.dealing.BlockRequest}, {@link fw.memory.dealing.BlockReturn}); what comes is looked at before it is used
 * ({@link fw.memory.dealing.BoundAllocator}); one that hangs or refuses is left alone for a while ({@link
 * fw.memory.dealing.Dealings}); and changes are dealt with by one thread at a time, for which nobody waits longer than he must
 * ({@link fw.memory.dealing.Turns}). Each bundle that uses it has a private copy.
 */
package fw.memory.dealing;
