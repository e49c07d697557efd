// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import fw.buffer.Buffer;
import groundlink.transfer.TransferException;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.framing.PacketDescriptor;
import svc.comms.parts.WholeSlot;

/** Asks the receiving end what has become of its file, again and again until it answers. One thread at a time asks. */
final class Questions implements ComDataIn, AutoCloseable {

    private static final FrameContext COMMAND = FrameContext.NONE.withApid(PacketDescriptor.COMMAND);
    private static final int QUESTION_BYTES = 10;

    /** How long to wait for an answer before it is asked again. */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Packets packets;
    private final ServiceRegistration<?> answers;
    /** Begins anywhere: a question of an end before this one may still be answered. */
    private int asked = new Random().nextInt(1 << 30);
    private Answer answer;

    Questions(BundleContext context, String name) {
        packets = new Packets(context, Layout.POOL, name + ".framer");
        answers = context.registerService(ComDataIn.class, this,
            FrameworkUtil.asDictionary(Map.of(ComDataIn.PORT_NAME, name + ".answers")));
    }

    /**
     * {@return the answer to a question that was asked in this call}
     * Each question after the first one is as long as the longest packet: a receiver may have taken garbage for the beginning
     * of a
     * long frame, and wait for the rest of it.
     *
     * @param hopeful asked each time that none has come: whether to wait on, after so many nanoseconds
     * @throws TransferException if none came
     */
    Answer ask(LongPredicate hopeful) throws TransferException, InterruptedException {
        long start = System.nanoTime();
        int first = next();
        int filler = 0;
        for (int number = first;; number = next(), filler = Layout.PACKET_BYTES - QUESTION_BYTES) {
            int question = number;
            int length = filler;
            packets.send(QUESTION_BYTES + filler, COMMAND, to -> Answer.writeQuestion(to, question, length));
            Answer came = await(first);
            if (came != null) {
                return came;
            }
            long waited = System.nanoTime() - start;
            if (!hopeful.test(waited)) {
                throw new TransferException("the receiver has not answered for " + TimeUnit.NANOSECONDS.toSeconds(waited) + " s");
            }
        }
    }

    private synchronized int next() {
        // Never -1, which is no number.
        asked = asked + 1 & Integer.MAX_VALUE;
        return asked;
    }

    private synchronized Answer await(int first) throws InterruptedException {
        long start = System.nanoTime();
        while (answer == null || answer.number() < first || answer.number() > asked) {
            long left = TimeUnit.NANOSECONDS.toMillis(AGAIN_NANOS - (System.nanoTime() - start));
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
        return answer;
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        Answer came = null;
        try {
            came = Answer.read(WholeSlot.bytes(data));
        } catch (IllegalStateException e) {
            // Its memory has ended. It is asked again.
            came = null;
        } finally {
            sender.dataReturn(data, context);
        }
        if (came != null) {
            synchronized (this) {
                answer = came;
                notifyAll();
            }
        }
    }

    @Override
    public void close() {
        answers.unregister();
        packets.close();
    }
}
