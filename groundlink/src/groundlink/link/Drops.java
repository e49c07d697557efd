// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import svc.frameaccumulator.FrameAccumulator;
import svc.frameaccumulator.FrameAccumulatorDTO;
import svc.framing.Deframer;
import svc.framing.DeframerDTO;
import svc.framing.Framer;
import svc.framing.FramerDTO;
import svc.framing.Router;
import svc.framing.RouterDTO;
import svc.tcp.TcpLink;

/** What components have dropped for want of room, or of a next component; of one that is not there, 0. */
final class Drops {

    private Drops() {
    }

    static long of(TcpLink link) {
        return link == null ? 0 : link.snapshot().buffersDropped;
    }

    static long of(FrameAccumulator accumulator) {
        if (accumulator == null) {
            return 0;
        }
        FrameAccumulatorDTO dto = accumulator.snapshot();
        return dto.validFramesDropped + dto.noOutput + dto.inputsRefused;
    }

    static long of(Deframer deframer) {
        if (deframer == null) {
            return 0;
        }
        DeframerDTO dto = deframer.snapshot();
        return dto.noOutput + dto.outputFailures;
    }

    static long of(Framer framer) {
        if (framer == null) {
            return 0;
        }
        FramerDTO dto = framer.snapshot();
        return dto.noOutput + dto.noBufferAvailable + dto.outputFailures;
    }

    static long of(Router router) {
        if (router == null) {
            return 0;
        }
        RouterDTO dto = router.snapshot();
        return dto.noOutput + dto.unknownPackets;
    }
}
