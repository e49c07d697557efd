// SPDX-License-Identifier: Apache-2.0
package stress.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What JVMs have said before they were killed, and whether what the next ones found is what it must be. One thread. */
final class Ledger {

    static final String OTHER = "fw.memory.arena";
    private static final String ANYBODY = "";

    /** What must be found whole, and as whose, unless it is anybody's. */
    private final Map<Long, String> due = new HashMap<>();
    /** What has been given back. */
    private final Set<Long> returned = new HashSet<>();
    /** What has been found since the last JVM that had all handed out. */
    private final Set<Long> found = new HashSet<>();
    /** What was found before that. */
    private final Set<Long> done = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    private long confirmed;
    private long verified;
    private int whole;
    private int torn;
    private int unfinished;
    private int ready;

    /** Takes in a line. */
    void read(String line) {
        String[] words = line.split(" ");
        Step step;
        try {
            step = Step.valueOf(words[0]);
        } catch (IllegalArgumentException e) {
            faults.add("it said: " + line);
            return;
        }
        switch (step) {
            case CONFIRMED -> {
                confirmed++;
                due.put(Long.valueOf(words[1]), ANYBODY);
            }
            case HANDED_ON -> due.replace(Long.valueOf(words[1]), OTHER);
            case GIVEN_UP -> due.remove(Long.valueOf(words[1]));
            case RETURNED -> returned.add(Long.valueOf(words[1]));
            case FOUND -> found(Long.parseLong(words[1]), words[2]);
            case WRONG -> faults.add("called whole, and isn't: " + line);
            case READY -> ready(words);
        }
    }

    private void found(long number, String holder) {
        if (returned.contains(number)) {
            faults.add(number + " was given back, and found");
        }
        if (done.contains(number)) {
            faults.add(number + " was taken, and found again");
        }
        String wanted = due.getOrDefault(number, ANYBODY);
        if (!wanted.isEmpty() && !wanted.equals(holder)) {
            faults.add(number + " was " + wanted + "'s, and is found as " + holder + "'s");
        }
        found.add(number);
    }

    private void ready(String[] words) {
        ready++;
        due.keySet().stream().filter(number -> !found.contains(number))
            .forEach(number -> faults.add(number + " was confirmed, and is not found"));
        verified += due.size();
        due.clear();
        returned.clear();
        done.addAll(found);
        found.clear();
        whole += Integer.parseInt(words[2]);
        torn += Integer.parseInt(words[3]);
        unfinished += Integer.parseInt(words[4]);
        if (!words[5].equals("0")) {
            faults.add(words[5] + " records were damaged");
        }
    }

    /** The last one has ended in order, and this one found nothing open. */
    void readAfterPeace(String line) {
        read(line);
        if (line.startsWith(Step.READY.name()) && !line.equals(Step.READY + " false 0 0 0 0")) {
            faults.add("after an orderly end: " + line);
        }
    }

    int timesReady() {
        return ready;
    }

    List<String> faults() {
        return faults;
    }

    @Override
    public String toString() {
        return String.format("%,d checkpoints were confirmed; %,d of them were due, %,d found whole, with others that were not "
            + "confirmed; %,d torn, %,d unfinished", confirmed, verified, whole, torn, unfinished);
    }
}
