// SPDX-License-Identifier: Apache-2.0
package bench.run;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;

import org.junit.jupiter.api.Test;

import bench.pool.Contender;

class CommandLineTest {

    private static List<String> labels(CommandLine line, String mode) {
        return line.modes().stream().filter(one -> one.name().equals(mode)).flatMap(one -> one.entries().stream())
            .map(Entry::label).toList();
    }

    @Test
    void runsAllModesInFullWithoutArguments() {
        assertEquals(new CommandLine(Effort.FULL, Modes.all()), CommandLine.of(List.of()));
    }

    @Test
    void runsLessInLessTimeWhenQuick() {
        CommandLine quick = CommandLine.of(List.of("quick"));
        assertEquals(Effort.QUICK, quick.effort());
        assertEquals(Contender.values().length, labels(quick, "one-thread").size());
        assertEquals(List.of("buffermanager"), labels(quick, "nearly-full"));
        assertEquals(List.of(), labels(quick, "activation-1000000"));
        assertEquals(List.of("take, swapped", "give, swapped"), labels(quick, "swap"));
        assertEquals(List.of("REUSED", "ROTATED", "FRESH", "SEALED"), labels(quick, "handles-use"));
    }

    @Test
    void runsOnlyTheModesAndPoolsThatAreNamed() {
        CommandLine line = CommandLine.of(List.of("jetty", "imix", "mixed", "agrona"));
        assertEquals(List.of("mixed", "imix"), line.modes().stream().map(Mode::name).toList());
        assertEquals(List.of("jetty", "agrona"), labels(line, "imix"));
    }

    @Test
    void runsAllModesThatBeginWithAName() {
        List<String> modes = CommandLine.of(List.of("frames")).modes().stream().map(Mode::name).toList();
        assertEquals(List.of("frames-64", "frames-1024", "frames-imix"), modes);
    }

    @Test
    void runsAModeThatIsNamedWithAllWhoTakePartAlsoWhenQuick() {
        assertTrue(labels(CommandLine.of(List.of("quick", "bulk-32")), "bulk-32").contains("jctools"));
    }

    @Test
    void countsTheJvmsOfAllRounds() {
        assertEquals(2 * Effort.FULL.rounds(), CommandLine.of(List.of("imix", "jetty", "agrona")).forks());
    }

    @Test
    void refusesUnknownNamesAndSaysWhatThereIs() {
        String message = assertThrows(IllegalArgumentException.class, () -> CommandLine.of(List.of("quick", "hand-ove")))
            .getMessage();
        assertTrue(message.contains("'hand-ove'"), message);
        assertTrue(message.contains("hand-over") && message.contains("netty-adaptive"), message);
    }

    @Test
    void refusesPoolsThatTakeNoPart() {
        assertThrows(IllegalArgumentException.class, () -> CommandLine.of(List.of("pool-1000", "netty-pooled")));
    }
}
