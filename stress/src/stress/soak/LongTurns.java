// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells what all threads are at when somebody's turn takes long. Any thread adds turns, one looks at them. */
final class LongTurns {

    private static final int MOST_DUMPS = 3;

    private final Duration limit;
    private final Consumer<String> out;
    private final List<Turn> turns = new CopyOnWriteArrayList<>();
    private final Map<Turn, Long> told = new HashMap<>();
    private int dumps;

    /**
     * Has none yet.
     *
     * @param limit how long is long
     * @param out gets the lines
     */
    LongTurns(Duration limit, Consumer<String> out) {
        this.limit = limit;
        this.out = out;
    }

    void add(Turn turn) {
        turns.add(turn);
    }

    /** Looks at all: each that takes long is told once, and what the threads are at the first times. */
    void look() {
        long now = System.nanoTime();
        for (Turn turn : turns) {
            long began = turn.began();
            if (began != 0 && now - began > limit.toNanos() && !Long.valueOf(began).equals(told.put(turn, began))) {
                tell(turn);
            }
        }
    }

    private void tell(Turn turn) {
        out.accept("a turn of " + turn + " has taken " + limit.toMillis() + " ms, and goes on");
        if (dumps++ < MOST_DUMPS) {
            try {
                out.accept(ThreadDump.now());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
