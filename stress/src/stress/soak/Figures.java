// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import svc.buffermanager.BufferManagerDTO;

/**
 * The telemetry of a manager, over all its lives: it begins anew when its bundle is updated.
 *
 * @param swaps see {@link BufferManagerDTO#swaps}, and so on
 */
record Figures(long swaps, long currBuffs, long noBuffs, long emptyBuffs, long misuses, long expired, long reclaimed) {

    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

    Figures plus(BufferManagerDTO life) {
        return new Figures(swaps + life.swaps, currBuffs + life.currBuffs, noBuffs + life.noBuffs, emptyBuffs + life.emptyBuffs,
            misuses + life.misuses, expired + life.expired, reclaimed + life.reclaimed);
    }
}
