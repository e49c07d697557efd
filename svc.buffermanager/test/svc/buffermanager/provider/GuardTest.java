// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;
import svc.buffermanager.Handles;

/** Who writes where he must not is found and named, once; and nobody else is harmed. */
class GuardTest {

    private static final byte SCRIBBLE = 0;

    private final ManagerFixture fixture = new ManagerFixture();
    private final BundleView scribbler = view(1, "scribbler");
    private final BundleView other = view(2, "other");

    @AfterEach
    void end() {
        fixture.close();
    }

    private BundleView view(int id, String name) {
        return fixture.manager.views.of(fixture.manager.holders.of(id, name));
    }

    private Pool publish(Handles handles, long alignment, boolean wiped, String... bins) {
        return fixture.publish(new PoolSpec(32, 49, BinSpec.parse(bins), alignment, false, handles, LendingRules.NONE,
            new Treatment(wiped, true, false)));
    }

    private Pool publish(String... bins) {
        return publish(Handles.REUSED, 64, false, bins);
    }

    /** As native code would. */
    @SuppressWarnings("restricted") // This is what is to be found out.
    private static void scribble(long address, int bytes) {
        MemorySegment.ofAddress(address).reinterpret(bytes).fill(SCRIBBLE);
    }

    private static void scribble(Buffer buffer, long from, int bytes) {
        scribble(buffer.segment().address() + from, bytes);
    }

    private BufferMisuseException assertRefused(Runnable giveBack) {
        BufferMisuseException refusal = assertThrows(BufferMisuseException.class, giveBack::run);
        assertEquals(Kind.OVERWRITTEN, refusal.kind());
        return refusal;
    }

    private List<String> errors() {
        return fixture.log.lines.stream().filter(line -> line.startsWith("ERROR")).toList();
    }

    private void assertTold(String... parts) {
        List<String> errors = errors();
        assertEquals(1, errors.size(), errors.toString());
        for (String part : parts) {
            assertTrue(errors.get(0).contains(part), errors.get(0));
        }
        assertEquals(1, overwritten());
    }

    private long overwritten() {
        return fixture.manager.snapshot().misusesByKind.get("OVERWRITTEN");
    }

    /** Nobody has anything, and all can be had. */
    private void assertAllIsWell(int buffers, int size) {
        assertEquals(0, fixture.manager.snapshot().currBuffs);
        List<Buffer> all = new ArrayList<>();
        for (int i = 0; i < buffers; i++) {
            all.add(other.allocate(size));
            assertTrue(all.get(i).isValid());
        }
        all.forEach(other::deallocate);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 64, 4096})
    void aWritePastTheEndIsFoundOnReturn(long alignment) {
        publish(Handles.REUSED, alignment, false, "100x3", "300x1");
        Buffer buffer = scribbler.allocate(10);
        assertEquals(0, buffer.segment().address() % alignment);
        scribble(buffer, 100, 3);
        BufferMisuseException refusal = assertRefused(() -> scribbler.deallocate(buffer));
        assertEquals(List.of(32, 0, 0), List.of(refusal.managerId(), refusal.bin(), refusal.slot()));
        assertTold("manager 32: BufferMisuse OVERWRITTEN: manager 32: buffer 0 of bin 100x3 was written past its end:"
            + " bytes 100 to 102, counted from its start, now 00 00 00; its last holder is scribbler (bundle 1)");
        assertAllIsWell(4, 1);
        assertEquals(1, overwritten(), "it is told once");
    }

    @Test
    void aWriteBeforeTheStartIsFoundOnReturn() {
        publish("100x3");
        Buffer neighbour = other.allocate(10);
        Buffer buffer = scribbler.allocate(10);
        scribble(buffer, -2, 2);
        assertRefused(() -> scribbler.deallocate(buffer));
        assertTold("buffer 1 of bin 100x3 was written before its start: bytes -2 to -1,", "scribbler");
        other.deallocate(neighbour);
        assertAllIsWell(3, 1);
        assertEquals(1, overwritten());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 300})
    void theOuterEdgesOfThePoolAreGuardedToo(long place) {
        publish("300x1");
        Buffer buffer = scribbler.allocate(10);
        scribble(buffer, place, 1);
        assertRefused(() -> scribbler.deallocate(buffer));
        assertTold("bytes " + place + " to " + place);
        assertAllIsWell(1, 1);
    }

    /** The neighbour who comes first finds the damage, and is not punished for it. */
    @Test
    void whoOverranIsNamedAndNotHisNeighbour() {
        publish("128x3");
        Buffer before = other.allocate(10);
        Buffer buffer = scribbler.allocate(10);
        Buffer after = other.allocate(10);
        scribble(buffer, 128, 8);
        other.deallocate(after);
        assertTold("buffer 1 of bin 128x3 was written past its end: bytes 128 to 135,",
            "its last holder is scribbler (bundle 1)");
        scribbler.deallocate(buffer);
        other.deallocate(before);
        assertAllIsWell(3, 1);
        assertEquals(1, overwritten());
    }

    @Test
    void aWriteAfterTheReturnIsFoundOnTakeAndTheTakerGetsTheBuffer() {
        publish("100x1");
        Buffer buffer = scribbler.allocate(10);
        MemorySegment kept = buffer.segment();
        scribbler.deallocate(buffer);
        kept.set(JAVA_BYTE, 5, SCRIBBLE);
        assertEquals(0, overwritten());
        Buffer taken = other.allocate(100);
        assertTrue(taken.isValid());
        assertTold("buffer 0 of bin 100x1 was written after it was given back: bytes 5 to 5,",
            "its last holder is scribbler (bundle 1)");
        assertFalse(taken.segment().get(JAVA_BYTE, 5) == SCRIBBLE, "it is repaired");
        other.deallocate(taken);
        assertAllIsWell(1, 1);
        assertEquals(1, overwritten());
    }

    @Test
    void aLateWriteBesideABufferIsFoundOnTake() {
        publish("100x1");
        Buffer buffer = scribbler.allocate(10);
        long end = buffer.segment().address() + 100;
        scribbler.deallocate(buffer);
        scribble(end, 1);
        other.deallocate(other.allocate(1));
        assertTold("was written past its end: bytes 100 to 100,", "scribbler");
    }

    @Test
    void whatWasWrittenToABufferThatNobodyHasHadIsLaidToNobody() {
        publish("128x2");
        Buffer buffer = scribbler.allocate(10);
        scribble(buffer, 128 + 64 + 3, 1);
        other.allocate(10);
        assertTold("buffer 1 of bin 128x2 was written after it was given back: bytes 3 to 3,", "; nobody has had it yet");
    }

    @Test
    void whoeverWasHandedItIsNamed() {
        publish("100x1");
        Buffer buffer = other.allocate(10);
        scribbler.adopt(buffer);
        scribble(buffer, 100, 1);
        assertRefused(() -> other.deallocate(buffer));
        assertTold("its last holder is scribbler (bundle 1)");
    }

    @Test
    void withTrackingItIsSaidWhereItWasTaken() {
        fixture.manager.care(new Care(false, 1));
        publish("100x1");
        Buffer buffer = scribbler.allocate(10);
        MemorySegment kept = buffer.segment();
        scribbler.deallocate(buffer);
        kept.fill(SCRIBBLE);
        fixture.manager.care(Care.NONE);
        other.allocate(10);
        assertTold("taken by scribbler (bundle 1) on thread " + Thread.currentThread().getName());
    }

    @Test
    void severalThatAreGivenBackAtOnceAllComeHome() {
        publish("64x4");
        Buffer[] buffers = new Buffer[4];
        scribbler.allocate(64, buffers, 4);
        scribble(buffers[0], 64, 1);
        scribble(buffers[2], 64, 1);
        BufferMisuseException refusal = assertRefused(() -> scribbler.deallocate(buffers, 4));
        assertEquals(1, refusal.getSuppressed().length);
        assertEquals(2, overwritten());
        assertAllIsWell(4, 64);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SEALED")
    void honestUseIsNeverBlamed(Handles handles) {
        publish(handles, 64, false, "64x2", "100x3", "4KiBx2");
        for (int round = 0; round < 50; round++) {
            Buffer buffer = scribbler.allocate(1 + round * 80);
            buffer.setSize(buffer.capacity()).segment().fill((byte) round);
            ByteBuffer bytes = buffer.byteBuffer();
            while (bytes.hasRemaining()) {
                bytes.put((byte) 0);
            }
            buffer.advance(buffer.size() / 2);
            scribbler.deallocate(buffer);
        }
        assertEquals(List.of(), errors());
        assertEquals(0, fixture.manager.snapshot().misuses);
    }

    @Test
    void whoTakesABufferFindsAPatternAndNotWhatWasThere() {
        publish("100x1");
        Buffer buffer = scribbler.allocate(100);
        buffer.segment().fill((byte) 0x53);
        scribbler.deallocate(buffer);
        byte[] found = other.allocate(100).segment().toArray(JAVA_BYTE);
        int same = 0;
        for (byte value : found) {
            same += value == 0x53 ? 1 : 0;
        }
        assertTrue(same < 10, same + " of 100");
    }

    @Test
    void whoTakesABufferThatIsWipedTooFindsZeros() {
        publish(Handles.REUSED, 64, true, "100x1");
        for (int loan = 0; loan < 3; loan++) {
            Buffer buffer = scribbler.allocate(100);
            assertArrayEquals(new byte[100], buffer.segment().toArray(JAVA_BYTE));
            MemorySegment kept = buffer.segment().fill((byte) 0x53);
            scribbler.deallocate(buffer);
            assertFalse(kept.get(JAVA_BYTE, 0) == 0, "free, it has the pattern, so that late writes are found");
        }
        assertEquals(List.of(), errors());
    }

    @Test
    void aPoolThatIsRetiredIsLookedAtAsItsBuffersComeHome() {
        publish("100x1");
        Buffer buffer = scribbler.allocate(10);
        publish("100x1");
        scribble(buffer, 100, 1);
        assertRefused(() -> scribbler.deallocate(buffer));
        assertTold("scribbler");
        assertEquals(0, fixture.manager.snapshot().retiring);
    }

    /** Else nobody would hear of what was written after the guard was stopped. */
    @Test
    void aPoolThatEndsIsLookedAtALastTime() {
        Pool pool = publish("100x2");
        Buffer buffer = scribbler.allocate(10);
        MemorySegment kept = buffer.segment();
        scribbler.deallocate(buffer);
        publish("100x1");
        kept.set(JAVA_BYTE, 7, SCRIBBLE);
        assertEquals(0, overwritten());
        fixture.manager.retired.end(pool);
        assertTold("was written after it was given back: bytes 7 to 7,", "scribbler");
    }

    /** He doesn't know that it isn't his any more, and nobody else gets it. */
    @Test
    void whatWasTakenAwayFromItsHolderIsNotLaidToHim() {
        Pool pool = publish("100x2");
        Holder holder = fixture.manager.holders.of(1, "scribbler");
        Buffer buffer = scribbler.allocate(100);
        MemorySegment kept = buffer.segment();
        assertEquals(1, fixture.manager.quarantine(holder));
        kept.fill(SCRIBBLE);
        publish("100x1");
        fixture.manager.retired.end(pool);
        assertEquals(List.of(), errors());
    }

    /** The allocator may have given that memory to somebody else, and not ended it. */
    @Test
    void memoryThatMayBeSomebodyElsesByNowIsNotWrittenTo() {
        Pool pool = publish("100x1");
        Buffer buffer = scribbler.allocate(100);
        MemorySegment kept = buffer.segment();
        fixture.manager.withdraw();
        fixture.manager.retired.expire(pool);
        kept.fill((byte) 0x53);
        assertThrows(BufferMisuseException.class, () -> scribbler.deallocate(buffer));
        assertEquals(-1, kept.mismatch(MemorySegment.ofArray(new byte[100]).fill((byte) 0x53)));
    }

    @Test
    void aBufferWhoseMemoryHasEndedComesHomeAllTheSame() {
        Pool pool = publish("100x2");
        Buffer buffer = scribbler.allocate(10);
        scribble(buffer, 100, 1);
        fixture.allocator.outstanding.values().iterator().next().close();
        scribbler.deallocate(buffer);
        assertEquals(0, pool.lent());
        assertTrue(other.allocate(10).context() >= 0, "it can be taken, and is of no use");
        assertEquals(List.of(), errors());
    }

    @Test
    void aBufferThatComesHomeTooLateIsToldThatAndNothingElse() {
        Pool pool = publish("100x1");
        Buffer buffer = scribbler.allocate(10);
        publish("100x1");
        fixture.manager.retired.end(pool);
        assertEquals(Kind.EXPIRED, assertThrows(BufferMisuseException.class, () -> scribbler.deallocate(buffer)).kind());
        assertEquals(0, overwritten());
    }

    /** The slot is home before the returner is told, so that others can have it even if the log is slow. */
    @Test
    void theBufferOfWhoIsToldCanBeTakenAtOnce() {
        publish("100x1");
        Buffer buffer = scribbler.allocate(10);
        scribble(buffer, 100, 1);
        assertRefused(buffer::close);
        assertEquals(0, fixture.manager.snapshot().currBuffs);
        assertTrue(other.allocate(10).isValid());
    }

    @Test
    void whatFollowsAMisuseFollowsThisOne() {
        List<String> consequences = new ArrayList<>();
        fixture.manager.misuses.follow(consequences::add);
        publish("100x1");
        Buffer buffer = scribbler.allocate(10);
        scribble(buffer, 100, 1);
        assertRefused(() -> scribbler.deallocate(buffer));
        assertEquals(1, consequences.size());
    }

    @Test
    void tellsTenTimesAndThenNoMoreUntilItIsAskedTo() {
        publish("100x1");
        for (int i = 0; i < 12; i++) {
            Buffer buffer = scribbler.allocate(10);
            scribble(buffer, 100, 1);
            assertRefused(() -> scribbler.deallocate(buffer));
        }
        assertEquals(10, errors().size());
        assertEquals(12, overwritten());
        fixture.manager.clearThrottles();
        Buffer buffer = scribbler.allocate(10);
        scribble(buffer, 100, 1);
        assertRefused(() -> scribbler.deallocate(buffer));
        assertEquals(11, errors().size());
    }

    @Test
    void sealedHandlesAreRefusedAtConfiguration() {
        String refusal = assertThrows(IllegalArgumentException.class,
            () -> PoolSpec.of(FakeFramework.configuration(Map.of("guard", true, "handles", "SEALED")))).getMessage();
        assertTrue(refusal.startsWith("guard is true and handles is SEALED"), refusal);
    }

    @Test
    void thereIsRoomBeforeBetweenAndAfterBuffers() {
        PoolSpec spec = new PoolSpec(32, 49, BinSpec.parse("100x2", "128x3"), 64, false, Handles.REUSED, LendingRules.NONE,
            new Treatment(false, true, false));
        assertEquals(64 + 2 * 192 + 3 * 192, spec.bytes());
        assertEquals(2 * 128 + 3 * 128, new PoolSpec(32, 49, BinSpec.parse("100x2", "128x3"), 64, false).bytes());
    }
}
