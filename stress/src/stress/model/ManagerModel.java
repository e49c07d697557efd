// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static fw.buffer.BufferMisuseException.Kind.FOREIGN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;

/**
 * A buffer manager for one thread, as simple as can be. Each method changes it as the call must, and says what that must come to.
 */
final class ManagerModel {

    final EventsModel events = new EventsModel();
    final List<PoolModel> retired = new ArrayList<>();
    final HighWaterModel highWater = new HighWaterModel();

    /** The pool that lends, or null. */
    PoolModel current;
    int managerId;
    long noBuffs;
    long emptyBuffs;
    final Map<String, Long> misuses = new TreeMap<>();
    long swaps;
    long expired;
    int drainings;

    /**
     * What a request must come to.
     *
     * @param answer as text
     * @param count how many buffers are taken
     */
    record Taken(String answer, int count) {
    }

    Taken allocate(int size) {
        if (size < 0) {
            return new Taken(Answer.thrown("IllegalArgumentException"), 0);
        }
        if (size == 0) {
            return new Taken(Answer.NO_BUFFER, 0);
        }
        if (current == null) {
            return new Taken(Answer.thrown("IllegalStateException"), 0);
        }
        BinModel bin = current.take(size);
        if (bin == null) {
            none();
            return new Taken(Answer.NO_BUFFER, 0);
        }
        return new Taken(Answer.buffer(true, size, 0, bin.shape.size()), 1);
    }

    /** @param count in range */
    Taken allocate(int size, int count) {
        if (size < 0) {
            return new Taken(Answer.thrown("IllegalArgumentException"), 0);
        }
        if (current == null && size > 0 && count > 0) {
            return new Taken(Answer.thrown("IllegalStateException"), 0);
        }
        List<String> buffers = new ArrayList<>();
        while (size > 0 && buffers.size() < count) {
            BinModel bin = current.take(size);
            if (bin == null) {
                none();
                break;
            }
            buffers.add(Answer.buffer(true, size, 0, bin.shape.size()));
        }
        return new Taken(Answer.buffers(buffers), buffers.size());
    }

    private void none() {
        noBuffs++;
        events.noBuffsAvailable(managerId);
    }

    /** @param known what is known of the buffer; null if no manager in the model has ever lent it */
    String deallocate(Buffer buffer, BufferModel known) {
        if (buffer == null) {
            return Answer.thrown("NullPointerException");
        }
        if (known != null && known.slot.pool.manager == this) {
            return known.giveBack();
        }
        if (known == null && buffer.context() == Buffer.NO_CONTEXT && !buffer.isValid()) {
            emptyBuffs++;
            events.nullEmptyBuffer(managerId);
            return Answer.DONE;
        }
        return misused(FOREIGN, managerId);
    }

    /** @param id the manager's when it lent the buffer, or its present one if it never did */
    String misused(BufferMisuseException.Kind kind, int id) {
        misuses.merge(kind.name(), 1L, Long::sum);
        events.bufferMisuse(id, kind);
        return Answer.thrown(kind);
    }

    void publish(Arrangement arrangement) {
        managerId = arrangement.managerId();
        if (current != null) {
            swaps++;
        }
        withdraw();
        current = new PoolModel(this, arrangement);
    }

    void withdraw() {
        if (current != null) {
            highWater.retired(current);
            current.isRetired = true;
            retired.add(current);
            current = null;
        }
    }

    /** @param refused whether the allocator won't take the memory back */
    String end(int index, boolean refused) {
        PoolModel pool = retired.get(index);
        if (!pool.hasEnded) {
            pool.hasEnded = true;
            expired += pool.out();
            if (pool.out() > 0) {
                events.add("WARN manager " + pool.arrangement.managerId() + ": buffers were out when their memory had to end: "
                    + pool.outByBin() + ";");
            }
        }
        if (refused) {
            return Answer.thrown("IllegalStateException");
        }
        pool.hasMemoryEnded = true;
        retired.remove(index);
        return Answer.DONE;
    }

    /** {@return how many buffers are lent whose pool is retired and has not ended} */
    long retiring() {
        return retired.stream().filter(pool -> !pool.hasEnded).mapToLong(PoolModel::out).sum();
    }

    long out() {
        return retiring() + (current == null ? 0 : current.out());
    }
}
