// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import fw.memory.IdentifierDTO;

/**
 * What one identifier has of an allocator, as composite data.
 *
 * @param identifier who asked for the blocks
 * @param blocks how many it has
 * @param bytes how many bytes these have
 */
public record IdentifierData(int identifier, long blocks, long bytes) {

    static IdentifierData of(IdentifierDTO identifier) {
        return new IdentifierData(identifier.identifier, identifier.blocks, identifier.bytes);
    }
}
