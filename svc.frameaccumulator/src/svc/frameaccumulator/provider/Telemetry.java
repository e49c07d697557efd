// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import svc.frameaccumulator.FrameAccumulatorDTO;

/** Gathers the figures of an accumulator. */
final class Telemetry {

    private Telemetry() {
    }

    /** {@return a snapshot} The spec is null if no configuration was ever good. */
    static FrameAccumulatorDTO snapshot(AccumulatorSpec spec, RingKeeper keeper, Store store, Accumulator accumulator,
        Events events) {
        FrameAccumulatorDTO dto = new FrameAccumulatorDTO();
        dto.portName = spec == null ? "" : spec.portName;
        dto.memoryId = spec == null ? 0 : spec.memoryId;
        Tenure tenure = keeper.present();
        dto.allocator = tenure == null ? null : tenure.allocator.name();
        dto.allocatorServiceId = tenure == null ? -1 : tenure.allocator.serviceId();
        dto.storeSize = tenure == null ? 0 : tenure.spec.storeSize;
        dto.swaps = keeper.swaps();
        dto.unanswered = keeper.allocations().unansweredCalls();
        dto.unreturnedBytes = keeper.allocations().unreturnedBytes();
        dto.frameBytes = store.frameBytes();
        dto.droppedBytes = store.droppedBytes();
        dto.bytes = store.bytes();
        dto.fill = store.fill();
        dto.highWater = (int) store.highWater();
        // What came back is read before what went out, so that what is out is not negative.
        dto.framesOut = -accumulator.returned();
        dto.frames = accumulator.frames();
        dto.framesOut += dto.frames;
        dto.inputs = accumulator.inputs();
        dto.noBufferAvailable = events.noBufferAvailable.count();
        dto.validFramesDropped = events.validFrameDropped.count();
        dto.sizeErrors = events.sizeError.count();
        dto.detectorErrors = events.detectorError.count();
        dto.noOutput = events.noOutput.count();
        dto.outputErrors = events.outputError.count();
        dto.inputsRefused = events.inputRefused.count();
        dto.inputErrors = events.inputError.count();
        dto.ringsLost = events.ringLost.count();
        dto.returnErrors = events.returnError.count();
        return dto;
    }
}
