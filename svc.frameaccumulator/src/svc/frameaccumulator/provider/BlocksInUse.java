// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import org.osgi.service.component.annotations.Component;

import fw.memory.dealing.LiveBlocks;

/** The blocks that the accumulators of this bundle have. One for the bundle, as long as it is active. */
@Component(service = BlocksInUse.class, immediate = true)
public final class BlocksInUse extends LiveBlocks {

    /** Called by Declarative Services. */
    public BlocksInUse() {
    }
}
