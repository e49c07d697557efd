// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import groundlink.link.Answer.State;
import groundlink.transfer.TransferException;
import svc.filetransfer.FileDownlink;
import svc.filetransfer.FileRepair;
import svc.filetransfer.SendFileStatus;

/**
 * Sends one file, and has it arrive: what got lost is sent again before END; if START or END got lost, or the receiver has
 * refused the file, the whole file is. One thread, whose call of {@link #run} does all; what the downlink asks is left to that.
 */
public final class Delivery {

    /** Is told how a delivery goes on, on the thread that runs it. */
    public interface Watch {

        /** So many bytes were sent. */
        void sent(long bytes);

        /** Half of the file was sent, or all of it, but not its END packet. It comes once. */
        void halfWay() throws TransferException, InterruptedException;
    }

    /** Bytes of the file in a packet. */
    public static final int DATA_BYTES = Layout.DATA_BYTES;

    /** So often a file is sent in all, and so often in a row what is missing may become no less. */
    private static final int ATTEMPTS = 5;
    private static final int FUTILE_REPAIRS = 10;
    /** So often the receiver may say that a file is still coming all of which was sent. */
    private static final int PATIENT_QUESTIONS = 3;

    private static final long TICK_MILLIS = 10;

    private final SendingEnd end;
    private final Path file;
    private final long size;
    private final String destination;
    private final Watch watch;
    private boolean halfWayTold;
    private int attempts;
    private long repairs;
    private long repairedBytes;
    private long arrivedAt;
    /** What the downlink waits for; null if it doesn't. */
    private CompletableFuture<long[]> wanted;

    /** Makes a delivery that has not begun. */
    public Delivery(SendingEnd end, Path file, long size, String destination, Watch watch) {
        this.end = end;
        this.file = file;
        this.size = size;
        this.destination = destination;
        this.watch = watch;
    }

    /**
     * Sends the file until it is there.
     *
     * @return its SHA-256, as the receiver has read it from its disk
     * @throws TransferException if it can't be sent, or didn't arrive
     */
    public String run() throws TransferException, InterruptedException {
        String reason = "";
        while (attempts < ATTEMPTS) {
            // Whether the way is whole, and anybody there: a large file need not be sent to find that out.
            end.ask();
            attempts++;
            reason = attempt();
            if (reason == null) {
                arrivedAt = System.nanoTime();
                return hash();
            }
        }
        throw new TransferException("it did not arrive, though it was sent " + ATTEMPTS + " times; the last time: " + reason);
    }

    /** {@return null if the file is there, otherwise why it has to be sent again} */
    private String attempt() throws TransferException, InterruptedException {
        FileDownlink downlink = end.downlink();
        CompletableFuture<SendFileStatus> result = downlink.send(file, destination, this::missing).toCompletableFuture();
        // It may still be at what was canceled, or about to be taken away.
        for (long start = System.nanoTime(); result.getNow(null) == SendFileStatus.BUSY
            && System.nanoTime() - start < Layout.PATIENCE.toNanos();) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            downlink = end.downlink();
            result = downlink.send(file, destination, this::missing).toCompletableFuture();
        }
        result.whenComplete((status, e) -> wake());
        long before = Long.MAX_VALUE;
        int futile = 0;
        try {
            if (!result.isDone() && !coming(end.ask())) {
                return "the receiver did not get its beginning";
            }
            while (!result.isDone()) {
                long sent = downlink.snapshot().sentBytes;
                // Another one may have come in the place of the downlink: this one knows of no file then.
                if (sent >= size - size / 2 && size > 0) {
                    tellHalfWay();
                }
                watch.sent(sent);
                CompletableFuture<long[]> question = takeQuestion();
                if (question == null) {
                    continue;
                }
                tellHalfWay();
                watch.sent(size);
                Answer answer = end.ask();
                if (!coming(answer)) {
                    return "the receiver has given it up: " + describe(answer);
                }
                long missing = answer.missingBytes();
                futile = missing < before ? 0 : futile + 1;
                if (futile > FUTILE_REPAIRS) {
                    throw new TransferException(missing + " bytes are still missing, though they were sent " + futile + " times");
                }
                before = missing;
                repairs += missing == 0 ? 0 : 1;
                repairedBytes += missing;
                question.complete(answer.missing());
            }
        } finally {
            if (!result.isDone()) {
                downlink.cancel();
            }
        }
        SendFileStatus status = result.join();
        if (status == SendFileStatus.INVALID) {
            throw new TransferException("the file can't be sent; the log says why");
        }
        return status == SendFileStatus.OK ? outcome() : "the downlink said " + status + "; the log says why";
    }

    private boolean coming(Answer answer) {
        return answer.says(State.COMING, destination, size);
    }

    private static String describe(Answer answer) {
        return answer.state() + (answer.detail().isEmpty() ? "" : ", " + answer.detail());
    }

    private void tellHalfWay() throws TransferException, InterruptedException {
        if (!halfWayTold) {
            halfWayTold = true;
            watch.halfWay();
        }
    }

    /** For the downlink: what got lost. It is asked by the thread that runs this. */
    private synchronized CompletionStage<long[]> missing() {
        wanted = new CompletableFuture<>();
        notifyAll();
        return wanted;
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized CompletableFuture<long[]> takeQuestion() throws InterruptedException {
        if (wanted == null) {
            // Also to see how far it is.
            wait(TICK_MILLIS);
        }
        CompletableFuture<long[]> taken = wanted;
        wanted = null;
        return taken;
    }

    /** {@return null if the file is there, otherwise why not} END was sent before the first question of this. */
    private String outcome() throws TransferException, InterruptedException {
        for (int asked = 0; asked < PATIENT_QUESTIONS; asked++) {
            Answer answer = end.ask();
            if (answer.says(State.RECEIVED, destination, size)) {
                return null;
            }
            if (!coming(answer)) {
                return "the receiver has " + describe(answer);
            }
        }
        return "the receiver did not get its end";
    }

    private String hash() throws TransferException, InterruptedException {
        while (true) {
            Answer answer = end.ask();
            if (!answer.says(State.RECEIVED, destination, size)) {
                throw new TransferException("the receiver had it, and now has " + describe(answer));
            }
            if (!answer.detail().isEmpty()) {
                return answer.detail();
            }
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
    }

    /** {@return how many times all of the file was sent again} */
    public int repeats() {
        return attempts - 1;
    }

    /** {@return how many times missing pieces were sent again} */
    public long repairs() {
        return repairs;
    }

    /** {@return how many bytes these pieces had} */
    public long repairedBytes() {
        return repairedBytes;
    }

    /** {@return when it was there, as {@link System#nanoTime} tells} */
    public long arrivedAt() {
        return arrivedAt;
    }
}
