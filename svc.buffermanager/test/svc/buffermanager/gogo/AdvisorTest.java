// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.DemandDTO;

/** Bins that are proposed do for the traffic for which they were proposed. */
class AdvisorTest {

    private static final int[] SIZES = {40, 64, 200, 1500, 2048, 9000};

    @Test
    void knowsPoissonsBinomialsAndThatWhichIsWider() {
        assertEquals(1 - Math.exp(-3) * (1 + 3 + 4.5), new Occupancy(3, 3).exceeds(3), 1e-9);
        assertEquals(Math.pow(0.5, 10), new Occupancy(5, 2.5).exceeds(10), 1e-9);
        assertEquals(Math.pow(0.5, 4), new Occupancy(1, 2).exceeds(5), 1e-9,
            "geometric, and of a burst of two the first is there");
        assertEquals(0.5, new Occupancy(5000, 5000).exceeds(5000), 0.01);
        assertTrue(new Occupancy(5, 2.5).exceeds(new Occupancy(5, 2.5).countFor(0.01)) <= 0.01);
    }

    /** Requests come in bursts of so many, and are held for times of one shape or another. */
    @ParameterizedTest
    @CsvSource({"1, exponential, 0.01", "1, constant, 0.01", "1, heavy, 0.001", "5, exponential, 0.01", "5, constant, 0.001",
        "20, heavy, 0.01", "20, constant, 0.001", "50, exponential, 0.01"})
    void theProposalHoldsItsChance(int burst, String shape, double chance) {
        BufferManagerDTO seen = new Simulation(1, burst, shape).looks(20_000);
        List<PlannedBin> plan = new Advisor(seen).propose(chance);
        double failed = new Simulation(2, burst, shape).failures(plan, 400_000);
        assertTrue(failed <= chance, failed + " of the requests find none in " + plan);
        assertTrue(Advisor.bytes(plan) < 4 * peak(seen), "and it isn't wasteful: " + Advisor.bytes(plan) + " for " + peak(seen));
    }

    private static long peak(BufferManagerDTO seen) {
        return seen.demand.stream().mapToLong(line -> line.most * ((line.size + 63) / 64 * 64)).sum();
    }

    @Test
    void aBudgetGetsTheLeastChanceThatItDoesFor() {
        BufferManagerDTO seen = new Simulation(1, 1, "exponential").looks(20_000);
        Advisor advisor = new Advisor(seen);
        long wanted = Advisor.bytes(advisor.propose(0.001));
        assertEquals(0.001, advisor.chanceWithin(wanted, 0.001));
        seen.demand.forEach(line -> line.most = 0);
        double chance = advisor.chanceWithin(wanted * 9 / 10, 0.001);
        assertTrue(chance > 0.001 && chance < 0.5, "" + chance);
        assertTrue(Advisor.bytes(advisor.propose(chance)) <= wanted * 9 / 10);
        assertTrue(Advisor.bytes(advisor.propose(chance * 0.9)) > wanted * 9 / 10);
    }

    @Test
    void putsTheFiguresBesideEachOtherAndGivesTheLineToPaste() {
        BufferManagerDTO dto = Telemetry.manager(1, Telemetry.bin(64, 10, 1, 1), Telemetry.bin(4096, 4, 1, 1));
        dto.alignment = 64;
        dto.looks = 1_000_000;
        dto.demand = List.of(line(100, 2, 2, 3), line(4000, 1, 1, 2));
        assertEquals("""
            manager 1, from 1000000 looks at what is lent
              today
                  size  count  bytes  waste  chance
                    64     10    640      0  < 0.0001 %
                  4096      4  16384   8088  35.35 %
                in all     14  17024   8088
              proposed, for a chance of 1.00 % that a request finds no buffer
                  size  count  bytes  waste  chance
                   100      7    896      0  0.46 %
                  4000      5  20160      0  0.37 %
                in all     12  21056      0
              "bins": ["100x7", "4000x5"]""", AdvicePage.of("1", dto, 0, 0.01, 80));
    }

    @Test
    void refusesWhatIsNoAmount() {
        assertEquals(65536, Amount.bytes("64KiB"));
        assertEquals(0.001, Amount.chance("0.1%"), 1e-12);
        assertEquals("budget 'much' is no number of bytes; give for example 65536, 64KiB or 2MiB",
            assertThrows(IllegalArgumentException.class, () -> Amount.bytes("much")).getMessage());
        assertEquals("chance '2' is not from 0.0001% to 50%; give for example 0.1% or 0.001",
            assertThrows(IllegalArgumentException.class, () -> Amount.chance("2")).getMessage());
    }

    private static DemandDTO line(int size, double mean, double variance, long most) {
        DemandDTO dto = new DemandDTO();
        dto.size = size;
        dto.mean = mean;
        dto.variance = variance;
        dto.most = most;
        return dto;
    }

    /** Traffic of which all is known: about 20 buffers are out at a time, the small sizes more often. */
    private static final class Simulation {

        private record Loan(double until, int size, int bin) {
        }

        private final SplittableRandom random;
        private final int burst;
        private final String shape;
        private double now;

        Simulation(long seed, int burst, String shape) {
            random = new SplittableRandom(seed);
            this.burst = burst;
            this.shape = shape;
        }

        private double held() {
            return switch (shape) {
                case "constant" -> 1;
                case "heavy" -> random.nextInt(10) == 0 ? 5.5 : 0.5;
                default -> -Math.log1p(-random.nextDouble());
            };
        }

        /** {@return what looks at unlimited bins see, at times that have nothing to do with it} */
        BufferManagerDTO looks(int looks) {
            PriorityQueue<Loan> out = new PriorityQueue<>((one, other) -> Double.compare(one.until, other.until));
            TreeMap<Integer, double[]> figures = new TreeMap<>();
            Arrays.stream(SIZES).forEach(size -> figures.put(size, new double[3]));
            double nextLook = 20;
            for (int seen = 0; seen < looks;) {
                double next = now - Math.log1p(-random.nextDouble()) * burst / 20;
                for (; nextLook < next && seen < looks; nextLook += 0.7, seen++) {
                    double at = nextLook;
                    while (!out.isEmpty() && out.peek().until <= at) {
                        out.poll();
                    }
                    figures.forEach((size, sums) -> {
                        long lent = out.stream().filter(loan -> loan.size == size).count();
                        sums[0] += lent;
                        sums[1] += (double) lent * lent;
                        sums[2] = Math.max(sums[2], lent);
                    });
                }
                now = next;
                for (int i = 0; i < burst; i++) {
                    out.add(new Loan(now + held(), size(), 0));
                }
            }
            BufferManagerDTO dto = Telemetry.manager(1);
            dto.alignment = 64;
            dto.looks = looks;
            dto.demand = new ArrayList<>();
            figures.forEach((size, sums) -> {
                double mean = sums[0] / looks;
                dto.demand.add(line(size, mean, sums[1] / looks - mean * mean, (long) sums[2]));
            });
            return dto;
        }

        private int size() {
            return SIZES[Math.min(random.nextInt(SIZES.length), random.nextInt(SIZES.length))];
        }

        /** {@return the share of requests that find their bin used up} No larger one helps out. */
        double failures(List<PlannedBin> bins, int requests) {
            PriorityQueue<Loan> out = new PriorityQueue<>((one, other) -> Double.compare(one.until, other.until));
            int[] used = new int[bins.size()];
            int failed = 0;
            for (int request = 0; request < requests; request += burst) {
                now -= Math.log1p(-random.nextDouble()) * burst / 20;
                while (!out.isEmpty() && out.peek().until <= now) {
                    used[out.poll().bin]--;
                }
                for (int i = 0; i < burst; i++) {
                    int size = size();
                    int bin = 0;
                    while (bins.get(bin).size() < size) {
                        bin++;
                    }
                    if (used[bin] == bins.get(bin).count()) {
                        failed++;
                    } else {
                        used[bin]++;
                        out.add(new Loan(now + held(), size, bin));
                    }
                }
            }
            return (double) failed / requests;
        }
    }
}
