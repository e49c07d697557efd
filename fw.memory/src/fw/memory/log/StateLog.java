// SPDX-License-Identifier: Apache-2.0
package fw.memory.log;

import java.util.HashSet;
import java.util.Set;

/** Writes to the log what is wrong, each state once, however often it comes and goes while the rest stays as it is. */
public final class StateLog {

    /** More states than that are told, but those before may be told again. */
    private static final int MOST_KNOWN = 64;

    private final Log log;
    private final Set<String> told = new HashSet<>();

    /** Makes one that has told nothing. */
    public StateLog(Log log) {
        this.log = log;
    }

    /** Tells a state. */
    public void error(String state) {
        error(state, state);
    }

    /**
     * Tells a state.
     *
     * @param key what tells the state from others
     */
    public synchronized void error(String key, String state) {
        if (told.size() == MOST_KNOWN) {
            told.clear();
        }
        if (told.add(key)) {
            log.error(state);
        }
    }

    /** What was wrong before is over: if it comes again, that is told. */
    public synchronized void clear() {
        told.clear();
    }
}
