// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import org.osgi.dto.DTO;

/** What one identifier has outstanding with one allocator, at one moment. */
public class IdentifierDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public IdentifierDTO() {
    }

    /** The entity that asked for the blocks. */
    public int identifier;

    /** How many blocks it has, 1 or more. */
    public long blocks;

    /** How many bytes these blocks have. */
    public long bytes;
}
