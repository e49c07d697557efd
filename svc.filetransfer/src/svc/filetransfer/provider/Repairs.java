// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.util.concurrent.CompletableFuture;

import svc.filetransfer.FileRepair;

/** What of one file is to be sent again, before its end. But for the answer itself, it is the thread's that is just sending. */
final class Repairs {

    private final FileRepair repair;
    private final long size;
    /** What was asked last; null if the answer was taken. */
    private CompletableFuture<long[]> asked;
    private long[] pieces = {};
    private int piece;
    private long at;
    private boolean done;

    /** Asks this one, of a file of {@code size} bytes; null for nobody. */
    Repairs(FileRepair repair, long size) {
        this.repair = repair;
        this.size = size;
        done = repair == null;
    }

    /** {@return whether nothing of the file is to be sent again any more} */
    boolean isDone() {
        return done;
    }

    boolean hasPiece() {
        return piece < pieces.length;
    }

    /**
     * Asks what is missing, or takes the answer.
     *
     * @param answered run when the answer is there
     * @return whether it is there and taken
     * @throws IllegalStateException if it can't be had; the message says why
     */
    boolean ask(Runnable answered) {
        if (asked == null) {
            try {
                asked = repair.missing().toCompletableFuture();
            } catch (RuntimeException | LinkageError e) {
                throw new IllegalStateException("who knows what is missing threw " + e, e);
            }
            asked.whenComplete((missing, e) -> answered.run());
        }
        if (!asked.isDone()) {
            return false;
        }
        if (asked.isCompletedExceptionally()) {
            throw new IllegalStateException("it could not be found out what is missing: " + reason(asked.exceptionNow()));
        }
        take(asked.join());
        asked = null;
        return true;
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private void take(long[] missing) {
        if (missing == null || missing.length % 2 != 0) {
            throw new IllegalStateException("what is missing is no list of pieces");
        }
        for (int i = 0; i < missing.length; i += 2) {
            if (missing[i] < 0 || missing[i] >= missing[i + 1] || missing[i + 1] > size) {
                throw new IllegalStateException("bytes " + missing[i] + " to " + missing[i + 1] + " are said to be missing of "
                    + size);
            }
        }
        pieces = missing.clone();
        piece = 0;
        at = pieces.length == 0 ? 0 : pieces[0];
        done = pieces.length == 0;
    }

    /** {@return the offset of the next byte to be sent again} */
    long offset() {
        return at;
    }

    /** Takes the next bytes of the piece. {@return how many, {@code most} at most} */
    int next(int most) {
        int length = (int) Math.min(most, pieces[piece + 1] - at);
        at += length;
        if (at == pieces[piece + 1]) {
            piece += 2;
            at = hasPiece() ? pieces[piece] : 0;
        }
        return length;
    }
}
