// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import java.util.List;

import org.osgi.dto.DTO;

/** What an allocator has handed out and not had back, at one moment. F´ has nothing like it; its users asked for it. */
public class AllocatorDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public AllocatorDTO() {
    }

    /** A value of {@link #limitBytes}: no limit. */
    public static final long NO_LIMIT = -1;

    /** The allocator's {@link MemAllocator#NAME name}. */
    public String name;

    /** Most bytes that may be outstanding at a time, or {@link #NO_LIMIT}. */
    public long limitBytes;

    /** How many blocks are outstanding. */
    public long blocks;

    /** How many bytes these blocks have. */
    public long bytes;

    /** The same by identifier, in ascending order of identifier; only those that have a block. */
    public List<IdentifierDTO> identifiers;
}
