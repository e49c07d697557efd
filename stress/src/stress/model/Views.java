// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Views of buffers that somebody kept, whatever became of the buffers. They read memory while it is there; then they throw. */
final class Views {

    private final List<View> kept = new ArrayList<>();

    /**
     * What somebody kept of a buffer.
     *
     * @param buffer which
     */
    record View(BufferModel buffer, MemorySegment segment, ByteBuffer bytes) {

        String of() {
            return buffer.name;
        }

        String read() {
            boolean ended = buffer.isSealed() && !buffer.isLent() || buffer.hasMemoryEnded();
            return ended ? Answer.thrown("IllegalStateException") : "reads";
        }

        String readReal(boolean throughSegment) {
            long at = segment.byteSize() - 1;
            if (throughSegment) {
                segment.get(JAVA_BYTE, at);
            } else {
                bytes.get((int) at);
            }
            return "reads";
        }
    }

    /** @param buffer one that can be read */
    void keep(BufferModel buffer) {
        kept.add(new View(buffer, buffer.real.segment(), buffer.real.byteBuffer().duplicate()));
    }

    /** {@return one of them, or null if there is none} */
    View any(SplittableRandom random) {
        return kept.isEmpty() ? null : kept.get(random.nextInt(kept.size()));
    }
}
