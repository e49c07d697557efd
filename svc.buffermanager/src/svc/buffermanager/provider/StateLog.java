// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.HashSet;
import java.util.Set;

import fw.memory.log.Log;

/** Writes to the log what is wrong, each state once, however often it comes and goes while the rest stays as it is. */
final class StateLog {

    /** More states than that are told, but those before may be told again. */
    private static final int MOST_KNOWN = 64;

    private final Log log;
    private final Set<String> told = new HashSet<>();

    StateLog(Log log) {
        this.log = log;
    }

    void error(String state) {
        error(state, state);
    }

    /** @param key what tells the state from others */
    synchronized void error(String key, String state) {
        if (told.size() == MOST_KNOWN) {
            told.clear();
        }
        if (told.add(key)) {
            log.error(state);
        }
    }

    /** What was wrong before is over: if it comes again, that is told. */
    synchronized void clear() {
        told.clear();
    }
}
