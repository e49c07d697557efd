// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.RecoveryDTO;

/** What is out of the ordinary with a manager: a line for each figure that isn't 0. */
final class Amiss {

    private final List<String> lines = new ArrayList<>();

    private Amiss() {
    }

    static List<String> of(BufferManagerDTO dto) {
        Amiss amiss = new Amiss();
        amiss.say(dto.misuses, "misuses: " + byKind(dto.misusesByKind));
        amiss.say(dto.leaks, "leaks reported: " + dto.leaks + "; the log names who has what");
        amiss.say(dto.reclaimed, "taken away from bundles that had stopped: " + dto.reclaimed);
        amiss.say(dto.quarantined, "quarantined, and not to be lent: " + dto.quarantined);
        amiss.say(dto.waiting, "waiting for a buffer now: " + dto.waiting);
        amiss.say(dto.timedOut, "waits that timed out: " + dto.timedOut + " of " + dto.waited + ", the longest took "
            + Age.of(dto.longestWaitNanos));
        amiss.say(dto.emptyBuffs, "invalid buffers given back: " + dto.emptyBuffs);
        amiss.say(dto.retiring, "lent of pools that are being retired: " + dto.retiring);
        amiss.say(dto.expired, "still lent when their memory had to end: " + dto.expired);
        amiss.say(dto.unanswered, "allocators that didn't answer in time: " + dto.unanswered);
        amiss.say(dto.unreturnedBytes, "bytes that no allocator took back: " + dto.unreturnedBytes);
        if (dto.recovery != null && dto.recovery.found) {
            amiss.lines.add(recovery(dto.recovery));
        }
        return amiss.lines;
    }

    private void say(long figure, String line) {
        if (figure != 0) {
            lines.add(line);
        }
    }

    private static String byKind(Map<String, Long> misuses) {
        return misuses == null ? "" : misuses.entrySet().stream().filter(kind -> kind.getValue() != 0)
            .map(kind -> kind.getValue() + " " + kind.getKey()).collect(Collectors.joining(", "));
    }

    private static String recovery(RecoveryDTO found) {
        return "recovery: the pool before was not closed; " + found.whole + " whole, " + found.torn + " torn, " + found.unfinished
            + " unfinished, " + found.damaged + " damaged; " + found.held + " whole held for a RecoveryListener";
    }
}
