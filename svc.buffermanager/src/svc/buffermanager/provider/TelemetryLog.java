// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Arrays;

import fw.memory.log.Log;
import svc.buffermanager.BufferManagerDTO;

/** Writes F´'s five telemetry channels to the log, in F´'s order, each when it has changed since it was last written. */
final class TelemetryLog {

    private static final String[] CHANNELS = {"TotalBuffs", "CurrBuffs", "HiBuffs", "NoBuffs", "EmptyBuffs"};

    private final Log log;
    private final long[] written = new long[CHANNELS.length];

    TelemetryLog(Log log) {
        this.log = log;
        Arrays.fill(written, -1);
    }

    synchronized void write(BufferManagerDTO now) {
        long[] values = {now.totalBuffs, now.currBuffs, now.hiBuffs, now.noBuffs, now.emptyBuffs};
        for (int i = 0; i < values.length; i++) {
            if (values[i] != written[i]) {
                written[i] = values[i];
                log.info("manager " + now.managerId + ": " + CHANNELS[i] + " " + values[i]);
            }
        }
    }
}
