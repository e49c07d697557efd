// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import fw.buffer.Buffer;

/** The buffers that were ever lent in a sequence. */
final class Buffers {

    private final Map<Buffer, BufferModel> known = new IdentityHashMap<>();
    private final List<BufferModel> all = new ArrayList<>();

    /** {@return what is known of the buffer, or null} */
    BufferModel of(Buffer buffer) {
        return known.get(buffer);
    }

    /**
     * Takes note that a manager has lent a buffer.
     *
     * @return what is wrong with that, or null
     */
    String lend(ManagerModel manager, Buffer buffer) {
        SlotModel slot = manager.current.slot(buffer.capacity(), buffer.context());
        if (slot == null) {
            return "a buffer of context " + buffer.context() + ", which its bin doesn't have";
        }
        if (slot.holder != null) {
            return "a buffer of context " + buffer.context() + ", which is out as " + slot.holder.name;
        }
        BufferModel model = known.get(buffer);
        if (model != slot.nextHolder()) {
            return (model == null ? "a new object" : "the object that is " + model.name + " already") + ", for context "
                + buffer.context() + ", lent " + slot.loans + " times before";
        }
        if (model == null) {
            model = new BufferModel("b" + all.size(), buffer, slot);
            all.add(model);
            known.put(buffer, model);
            slot.holders.add(model);
        }
        slot.loans++;
        model.lend(buffer.size());
        return null;
    }

    List<BufferModel> lent() {
        return all.stream().filter(BufferModel::isLent).toList();
    }

    /** {@return one of them, most often one that is lent; null if there is none} */
    BufferModel any(SplittableRandom random) {
        List<BufferModel> from = random.nextInt(4) > 0 ? lent() : all;
        return from.isEmpty() ? null : from.get(random.nextInt(from.size()));
    }
}
