// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records that a kill has left in the middle of being written: to know that kills hit there. */
public final class HalfWritten {

    private static final int SLOTS_AT = 36;

    private HalfWritten() {
    }

    /** {@return how many there are in the file; 0 if it is not there} */
    public static int in(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getLong((int) Header.PHASE_AT) != Header.OPEN) {
            return 0;
        }
        int first = bytes.getInt((int) Header.BYTES_AT);
        int end = first + bytes.getInt(SLOTS_AT) * SlotRecord.BYTES;
        int half = 0;
        for (int copy = first; copy < end; copy += SlotRecord.COPY) {
            boolean written = false;
            for (int word = copy; word < copy + SlotRecord.COPY; word += Long.BYTES) {
                written |= bytes.getLong(word) != 0;
            }
            // A copy that was never written is all zeros.
            half += written && bytes.getLong(copy + SlotRecord.COPY - Long.BYTES) == 0 ? 1 : 0;
        }
        return half;
    }
}
