// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import testkit.Concurrent;

/** Attendants that fail: the slot is where it belongs nevertheless, and the others are told. */
class WardTest {

    private final ManagerFixture fixture = ManagerFixture.withBins("64x1");
    private final Holder holder = fixture.manager.holders.of(7, "com.acme.radio");
    private final List<String> told = new ArrayList<>();

    private Attendant attendant(String name, Throwable failure, String when) {
        return new Attendant() {
            private void tell(String what) {
                told.add(name + " " + what);
                if (failure instanceof Error e && what.equals(when)) {
                    throw e;
                }
            }

            @Override
            public void lent(Slot slot, Ward ward) {
                tell("lent");
            }

            @Override
            public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
                tell("home");
                return null;
            }

            @Override
            public void handedOn(Slot slot, Ward ward, Holder to) {
                tell("handed on");
            }
        };
    }

    private Buffer lend(Attendant... attendants) {
        Slot slot = fixture.manager.current().take(10);
        slot.heldBy(holder.number);
        return Lending.attended(attendants, null).lend(slot, holder);
    }

    @Test
    void tellsAllThatItIsHomeWhateverOneOfThemThrows() {
        Error failure = new OutOfMemoryError("a test's");
        Buffer buffer = lend(attendant("first", null, ""), attendant("second", failure, "home"));
        assertEquals(failure, assertThrows(Error.class, buffer::close));
        assertEquals(List.of("first lent", "second lent", "second home", "first home"), told);
        assertTrue(fixture.manager.allocate(10).isValid(), "it is home");
    }

    @Test
    void tellsNobodyThatItIsHomeWhoDoesNotKnowThatItWasLent() {
        Error failure = new OutOfMemoryError("a test's");
        Slot slot = fixture.manager.current().take(10);
        assertEquals(failure, assertThrows(Error.class, () -> Lending.attended(new Attendant[] {attendant("first", null, ""),
            attendant("second", failure, "lent")}, null).lend(slot, holder)));
        slot.close();
        assertEquals(List.of("first lent", "second lent", "first home"), told);
        assertTrue(fixture.manager.allocate(10).isValid());
    }

    @Test
    void isHandedOnWhateverOneOfThemThrows() {
        Error failure = new OutOfMemoryError("a test's");
        Holder other = fixture.manager.holders.of(8, "com.acme.store");
        Buffer buffer = lend(attendant("first", failure, "handed on"), attendant("second", null, ""));
        assertEquals(failure, assertThrows(Error.class, () -> fixture.manager.handOn(buffer, other)));
        assertEquals(List.of("first lent", "second lent", "first handed on", "second handed on"), told);
        assertEquals(other.number, ((Slot) buffer).holder());
        assertEquals(other, ((Slot) buffer).ward.holder());
        buffer.close();
    }

    @Test
    void isNotReclaimedInTheMidstOfBeingLent() {
        Pool pool = fixture.manager.current();
        int[] taken = {-1};
        Attendant curious = new Attendant() {
            @Override
            public void lent(Slot slot, Ward ward) {
                taken[0] = pool.quarantine.takeFrom(holder);
            }

            @Override
            public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
                return null;
            }
        };
        Buffer buffer = lend(curious);
        assertEquals(0, taken[0]);
        assertEquals(1, pool.quarantine.takeFrom(holder));
        assertThrows(BufferMisuseException.class, buffer::close);
    }

    @Test
    void waitsWithAReturnUntilItIsHandedOn() throws Exception {
        Holder other = fixture.manager.holders.of(8, "com.acme.store");
        Buffer[] out = new Buffer[1];
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        Thread returning = new Thread(() -> {
            try {
                out[0].close();
            } catch (Throwable e) {
                refusal.set(e);
            }
        });
        Attendant slow = new Attendant() {
            @Override
            public void lent(Slot slot, Ward ward) {
                told.add("lent");
            }

            @Override
            public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
                told.add("home of " + ward.holder().symbolicName);
                return null;
            }

            @Override
            public void handedOn(Slot slot, Ward ward, Holder to) {
                returning.start();
                Concurrent.await("it waits in the return, or has been refused", () -> List.of(returning.getStackTrace()).stream()
                    .anyMatch(frame -> frame.getMethodName().equals("attend")) || !returning.isAlive());
                told.add("handed on");
            }
        };
        Slot slot = fixture.manager.current().take(10);
        slot.heldBy(holder.number);
        out[0] = Lending.attended(new Attendant[] {slow}, (its, _) -> new Loan(its).lend()).lend(slot, holder);
        fixture.manager.handOn(out[0], other);
        returning.join();
        assertNull(refusal.get());
        assertEquals(List.of("lent", "handed on", "home of com.acme.store"), told);
        assertEquals(0, fixture.manager.current().lent());
    }

    @Test
    void leavesALoanToItsHolderThatSomebodyGaveBackWhileItWasMade() {
        Slot slot = fixture.manager.current().take(10);
        Loan turn = new Loan(slot);
        Attendant[] one = {attendant("one", null, "")};
        Lending.attended(one, (_, _) -> turn.lend()).lend(slot, holder).close();
        Buffer again = Lending.attended(one, (_, _) -> {
            turn.lend();
            assertThrows(BufferMisuseException.class, turn::close, "whose loan that was has no right to this one");
            return turn;
        }).lend(fixture.manager.current().take(10), holder);
        assertTrue(again.isValid());
        again.close();
        assertEquals(0, fixture.manager.current().lent());
    }
}
