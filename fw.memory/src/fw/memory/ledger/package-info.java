// SPDX-License-Identifier: Apache-2.0
/**
 * What all allocators have in common: the books. {@link fw.memory.ledger.LedgerAllocator} checks what is asked, keeps to the byte
 * limit, knows every block that is outstanding, and ends them all when it stops; it gets the memory itself from a
 * {@link fw.memory.ledger.MemorySource}, which is all that an allocator bundle adds. {@link fw.memory.ledger.AllocatorService}
 * puts the allocator into the service registry, if and only if it works.
 * <p>
 * Each allocator bundle has a private copy of this package.
 */
package fw.memory.ledger;
