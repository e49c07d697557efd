// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import fw.buffer.BufferMisuseException;

/**
 * The events that a manager must have written to its log, each as a line, or the beginning of one if it is a warning; and the
 * throttles that close after ten.
 */
final class EventsModel {

    private static final int LIMIT = 10;
    private static final List<String> CHANNELS = List.of("TotalBuffs", "CurrBuffs", "HiBuffs", "NoBuffs", "EmptyBuffs");

    private final List<String> due = new ArrayList<>();
    private final long[] written = new long[CHANNELS.size()];
    private int noBuffs;
    private int emptyBuffs;
    private int misuses;

    EventsModel() {
        Arrays.fill(written, -1);
    }

    void add(String event) {
        due.add(event);
    }

    void noBuffsAvailable(int managerId) {
        if (noBuffs < LIMIT) {
            noBuffs++;
            due.add("WARN manager " + managerId + ": NoBuffsAvailable: ");
        }
    }

    void nullEmptyBuffer(int managerId) {
        if (emptyBuffs < LIMIT) {
            emptyBuffs++;
            due.add("WARN manager " + managerId + ": NullEmptyBuffer: ");
        }
    }

    void bufferMisuse(int managerId, BufferMisuseException.Kind kind) {
        if (misuses < LIMIT) {
            misuses++;
            due.add("WARN manager " + managerId + ": BufferMisuse " + kind + ": ");
        }
    }

    void clearThrottles() {
        misuses = 0;
        noBuffs = 0;
        emptyBuffs = 0;
    }

    /** @param values of the channels */
    void telemetry(int managerId, long... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != written[i]) {
                written[i] = values[i];
                due.add("INFO manager " + managerId + ": " + CHANNELS.get(i) + " " + values[i]);
            }
        }
    }

    /** {@return what must have been written since this was asked last} */
    List<String> takeDue() {
        List<String> taken = List.copyOf(due);
        due.clear();
        return taken;
    }
}
