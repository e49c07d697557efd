// SPDX-License-Identifier: Apache-2.0
/**
 * Frames out of a stream of bytes: the accumulator as its operator sees it, and the {@link svc.frameaccumulator.FrameDetector}
 * services that tell it where a frame begins and ends.
 * <p>
 * A component that sends data to an accumulator, or gets frames from it, needs only {@link svc.comms}. This package is for those
 * who look after an accumulator, and for those who write a detector for another protocol. Both import it with {@code [1,2)}; the
 * accumulator's provider imports it with {@code [1.0,1.1)}.
 * <p>
 * F´: {@code Svc::FrameAccumulator}, {@code Svc::FrameDetector}.
 */
@Export
@Version("1.0.0")
package svc.frameaccumulator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
