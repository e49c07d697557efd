// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.List;
import java.util.function.Supplier;

import fw.memory.log.Log;
import svc.comms.parts.Event;

/** All kinds of events of one accumulator. The first three are F´'s. */
final class Events {

    final Event noBufferAvailable;
    final Event sizeError;
    final Event validFrameDropped;
    final Event detectorError;
    final Event noOutput;
    final Event outputError;
    final Event inputRefused;
    final Event inputError;
    final Event ringLost;
    final Event returnError;

    /**
     * Makes them.
     *
     * @param source gives what their lines begin with: "accumulator" and its name of the moment
     */
    Events(Log log, Supplier<String> source) {
        noBufferAvailable = new Event(log, source, "NoBufferAvailable");
        sizeError = new Event(log, source, "FrameDetectionSizeError");
        validFrameDropped = new Event(log, source, "FrameDetectionValidFrameDropped");
        detectorError = new Event(log, source, "DetectorError");
        noOutput = new Event(log, source, "NoOutput");
        outputError = new Event(log, source, "OutputError");
        inputRefused = new Event(log, source, "InputRefused");
        inputError = new Event(log, source, "InputError");
        ringLost = new Event(log, source, "RingLost");
        returnError = new Event(log, source, "ReturnError");
    }

    void clearThrottles() {
        List.of(noBufferAvailable, sizeError, validFrameDropped, detectorError, noOutput, outputError, inputRefused, inputError,
            ringLost, returnError).forEach(Event::clear);
    }
}
