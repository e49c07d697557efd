// SPDX-License-Identifier: Apache-2.0
package bench.report;

import static org.junit.jupiter.api.Assertions.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import bench.report.Verdict.Answer;
import bench.run.Entry;
import bench.run.Mode;
import bench.run.Modes;

class AimsTest {

    private final Map<Entry, Figure> figures = new HashMap<>();

    private void figure(String mode, String label, double median, double bytes, double bytesOfIteration) {
        figure(mode, label, median, bytes, bytesOfIteration, Map.of());
    }

    private void figure(String mode, String label, double median, double bytes, double bytesOfIteration,
        Map<String, Double> counted) {
        Mode found = Modes.all().stream().filter(one -> one.name().equals(mode)).findFirst().orElseThrow();
        Entry entry = found.entries().stream().filter(one -> one.label().equals(label)).findFirst().orElseThrow();
        figures.put(entry, new Figure(found.unit(), median, median, median, bytes, bytesOfIteration, counted));
    }

    private void figure(String mode, String label, double median) {
        figure(mode, label, median, 0, 0);
    }

    private Answer answer(String mode, String aim) {
        List<Verdict> found = new Aims(new Figures(Modes.all(), figures)).verdicts().stream()
            .filter(one -> one.mode().equals(mode) && one.aim().contains(aim)).toList();
        assertEquals(1, found.size(), mode + ": " + aim);
        return found.getFirst().answer();
    }

    @Test
    void aQuarterOfTheBestBufferPoolIsMetAndMoreIsMissed() {
        figure("imix", "buffermanager", 10);
        figure("imix", "jetty", 41);
        figure("imix", "arrow", 400);
        assertEquals(Answer.MET, answer("imix", "at most 0.25"));
        figure("imix", "netty-adaptive", 39);
        assertEquals(Answer.MISSED, answer("imix", "at most 0.25"));
    }

    @Test
    void oneFasterPeerOfAnyKindIsEnoughToMiss() {
        figure("one-thread", "buffermanager", 10);
        figure("one-thread", "malloc", 10);
        assertEquals(Answer.MET, answer("one-thread", "any peer"));
        figure("one-thread", "stormpot", 9);
        assertEquals(Answer.MISSED, answer("one-thread", "any peer"));
        assertEquals(Answer.NOT_MEASURED, answer("one-thread", "at most 0.25"));
    }

    @Test
    void moreIsBetterWhereBuffersAreHandedOver() {
        figure("hand-over", "buffermanager", 40);
        figure("hand-over", "jetty", 10);
        figure("hand-over", "jctools", 41);
        assertEquals(Answer.MET, answer("hand-over", "at least 4.00"));
        assertEquals(Answer.MISSED, answer("hand-over", "queues"));
        figure("hand-over", "netty-pooled", 11);
        assertEquals(Answer.MISSED, answer("hand-over", "at least 4.00"));
    }

    @Test
    void ourOwnModesAreComparedWithEachOther() {
        figure("bulk-32", "buffermanager", 4);
        assertEquals(Answer.NOT_MEASURED, answer("bulk-32", "at most 0.50"));
        figure("one-by-one-32", "buffermanager", 8);
        assertEquals(Answer.MET, answer("bulk-32", "at most 0.50"));
    }

    @Test
    void accessIsComparedWithAPlainByteBuffer() {
        figure("longs-64", "segment()", 11.2);
        figure("longs-64", "byteBuffer()", 10.9);
        figure("longs-64", "plain ByteBuffer", 10);
        List<Answer> answers = new Aims(new Figures(Modes.all(), figures)).verdicts().stream()
            .filter(one -> one.mode().equals("longs-64")).map(Verdict::answer).toList();
        assertEquals(List.of(Answer.MISSED, Answer.MET), answers);
    }

    @Test
    void framesAreComparedWithTheBestOfNettyAndTheCrcWithTheTimeOfAll() {
        figure("frames-64", "accumulator + deframer", 8);
        figure("frames-64", "netty-pooled", 4);
        figure("frames-64", "netty-adaptive", 3);
        assertEquals(Answer.MET, answer("frames-64", "accumulator + deframer: at least 2.00"));
        assertEquals(Answer.NOT_MEASURED, answer("frames-64", "accumulator + deframer: the CRC"));
        figure("frames-64", "netty-adaptive", 4.1);
        figure("frames-64", "CRC alone, once", 20);
        assertEquals(Answer.MISSED, answer("frames-64", "accumulator + deframer: at least 2.00"));
        assertEquals(Answer.MISSED, answer("frames-64", "accumulator + deframer: the CRC"), "50 ns of 125 ns");
    }

    @Test
    void aCallMayLastAMillisecondAtMostWhileThePoolIsSwapped() {
        figure("swap", "take, swapped", 1_000_000, 0, 0, Map.of("swaps", 150.0));
        figure("swap", "give, swapped", 1_000_001, 0, 0, Map.of("swaps", 150.0));
        figure("swap", "give, at rest", 10, 0, 0, Map.of("swaps", 0.0));
        assertEquals(Answer.MET, answer("swap", "take, swapped"));
        assertEquals(Answer.MISSED, answer("swap", "give, swapped"));
    }

    @Test
    void aRunInWhichNothingWasSwappedTellsNothingOfSwaps() {
        figure("swap", "take, at rest", 10, 0, 0, Map.of("swaps", 0.0));
        figure("swap", "take, swapped", 10, 0, 0, Map.of("swaps", 0.0));
        assertEquals(Answer.NOT_MEASURED, answer("swap", "take, swapped"));
        assertEquals(Answer.NOT_MEASURED, answer("swap", "give, swapped"));
    }

    @Test
    void heapThatAnOperationAllocatesIsSeenAndWhatJmhAllocatesIsNotOurs() {
        figure("fan-in", "buffermanager", 10, 0.02, 20_000);
        assertEquals(Answer.MET, answer("fan-in", "bytes of heap"));
        figure("fan-in", "buffermanager", 10, 0.02, 200_000);
        assertEquals(Answer.MISSED, answer("fan-in", "bytes of heap"));
    }
}
