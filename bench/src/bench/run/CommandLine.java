// SPDX-License-Identifier: Apache-2.0
package bench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import bench.pool.Contender;

/**
 * What is to be run.
 *
 * @param effort how long is measured
 * @param modes the modes, each with the lines that are to be run
 */
record CommandLine(Effort effort, List<Mode> modes) {

    /**
     * Reads {@code [quick] [MODE...] [POOL...]}. Names may stand in any order; with none of a kind, all of that kind are meant.
     *
     * @throws IllegalArgumentException if a name is unknown, or if nothing is left; the message says what there is
     */
    static CommandLine of(List<String> arguments) {
        boolean quick = !arguments.isEmpty() && arguments.getFirst().equals("quick");
        Set<String> names = new TreeSet<>(quick ? arguments.subList(1, arguments.size()) : arguments);
        List<String> allModes = Modes.all().stream().map(Mode::name).toList();
        List<String> allPools = Arrays.stream(Contender.values()).map(Contender::label).toList();
        for (String name : names) {
            if (allModes.stream().noneMatch(mode -> isMeant(mode, name)) && !allPools.contains(name)) {
                throw new IllegalArgumentException("no mode or pool '" + name + "'\nmodes: " + String.join(", ", allModes)
                    + "\npools: " + String.join(", ", allPools));
            }
        }
        List<String> modes = allModes.stream().filter(mode -> names.stream().anyMatch(name -> isMeant(mode, name)))
            .toList();
        List<String> pools = allPools.stream().filter(names::contains).toList();
        List<Mode> chosen = new ArrayList<>();
        for (Mode mode : Modes.all()) {
            // A mode that is named is run in full.
            boolean named = modes.contains(mode.name());
            List<Entry> entries = mode.entries().stream().filter(entry -> named || !quick || entry.quick())
                .filter(entry -> pools.isEmpty() || pools.contains(entry.label())).toList();
            if (!entries.isEmpty() && (modes.isEmpty() || named)) {
                chosen.add(mode.with(entries));
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("none of these pools takes part in these modes: " + String.join(", ", names));
        }
        return new CommandLine(quick ? Effort.QUICK : Effort.FULL, chosen);
    }

    /** {@return whether the name is the mode's, or the first words of it, as frames is for all modes that begin with frames-} */
    private static boolean isMeant(String mode, String name) {
        return mode.equals(name) || mode.startsWith(name + "-");
    }

    /** {@return how many JVMs are started for it} */
    int forks() {
        return effort.rounds() * modes.stream().mapToInt(mode -> mode.entries().size()).sum();
    }
}
