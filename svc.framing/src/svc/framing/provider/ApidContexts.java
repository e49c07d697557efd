// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import svc.comms.FrameContext;

/**
 * The contexts that a deframer made last, so that it needn't make one for each frame: for each of the descriptors that there are,
 * one. What others send can't make it grow.
 */
final class ApidContexts {

    /** The descriptors of F´, 0 to 7, 0xFE and 0xFF, each have a place of their own. */
    private static final int PLACES = 16;

    private static final class Made {

        final FrameContext from;
        final FrameContext context;

        Made(FrameContext from, FrameContext context) {
            this.from = from;
            this.context = context;
        }
    }

    /**
     * Whatever a thread sees here, an older one even, is whole: fields of Made are final. If it does not fit, it makes another.
     */
    private final Made[] places = new Made[PLACES];

    /** {@return the context, with this apid} */
    FrameContext with(FrameContext context, int apid) {
        int place = apid % PLACES;
        Made made = places[place];
        if (made == null || made.from != context || made.context.apid() != apid) {
            made = new Made(context, context.withApid(apid));
            places[place] = made;
        }
        return made.context;
    }
}
