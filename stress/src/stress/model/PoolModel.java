// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import fw.buffer.BufferMisuseException;
import stress.model.Arrangement.Shape;

/** A pool, from its reserving to its end. */
final class PoolModel {

    final ManagerModel manager;
    final Arrangement arrangement;
    final List<BinModel> bins = new ArrayList<>();

    boolean isRetired;
    /** Whether it was to end; its memory may have been refused by its allocator, and is there still. */
    boolean hasEnded;
    boolean hasMemoryEnded;
    private final Map<Long, SlotModel> slots = new HashMap<>();

    PoolModel(ManagerModel manager, Arrangement arrangement) {
        this.manager = manager;
        this.arrangement = arrangement;
        int first = 0;
        for (Shape shape : arrangement.bins()) {
            bins.add(new BinModel(shape, first));
            first += shape.count();
        }
    }

    /** {@return the bin that serves the request: the smallest that fits and has a buffer free; or null} */
    BinModel take(int size) {
        BinModel smallest = null;
        for (BinModel bin : bins) {
            if (bin.shape.size() < size) {
                continue;
            }
            if (smallest == null) {
                smallest = bin;
                smallest.spills += bin.isFull() ? 1 : 0;
            }
            if (!bin.isFull()) {
                bin.take();
                return bin;
            }
        }
        if (smallest != null) {
            smallest.failures++;
        }
        return null;
    }

    /** {@return the slot of that size with that context; null if there is none} */
    SlotModel slot(int size, long context) {
        long index = context - arrangement.firstContext();
        for (BinModel bin : bins) {
            if (bin.shape.size() == size && index >= bin.first && index < bin.first + bin.shape.count()) {
                return slots.computeIfAbsent(context, _ -> new SlotModel(this, bin, context));
            }
        }
        return null;
    }

    /** {@return whether the buffer that has just been given back came in time} */
    boolean cameHome() {
        if (isRetired && !hasEnded && out() == 0) {
            manager.drainings++;
        }
        return !hasEnded;
    }

    /** A buffer of this pool is misused. {@return what that must come to} */
    String misused(BufferMisuseException.Kind kind) {
        return manager.misused(kind, arrangement.managerId());
    }

    int out() {
        return bins.stream().mapToInt(bin -> bin.used).sum();
    }

    /** {@return for people, as the log has it: how many are out of which bin} */
    String outByBin() {
        return bins.stream().filter(bin -> bin.used > 0).map(bin -> bin.used + " of " + bin.shape)
            .collect(Collectors.joining(", "));
    }

    int leastHighWater() {
        return bins.stream().mapToInt(bin -> bin.peak).sum();
    }

    int mostHighWater() {
        return bins.stream().mapToInt(BinModel::mostHighWater).sum();
    }
}
