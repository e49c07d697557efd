// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.comms.FrameContext;
import svc.comms.parts.Event;
import svc.comms.parts.Handovers;
import svc.comms.parts.WholeSlot;
import svc.filetransfer.FileDownlinkDTO;
import svc.filetransfer.SendFileStatus;
import svc.framing.FprimeFrame;
import svc.framing.PacketDescriptor;

/**
 * Sends the packets of one file after the other. Whatever happens, a call, a buffer that comes back, ends in {@link #pump}; there
 * one thread at a time does what is to be done, and others leave it to that.
 */
final class FileSender {

    private static final FrameContext FILE = FrameContext.NONE.withApid(PacketDescriptor.FILE);

    private final Log log;
    private final String name;
    private final Supplier<ComDataIn> output;
    private final Supplier<BufferGet> pool;
    private final int packetBytes;
    private final int window;
    private final Event fileReadError;
    private final Event repairError;
    private final Event noBufferAvailable;
    private final Event noOutput;
    private final Event misuse;
    private final Handovers handovers;
    private final PacketBuffers buffers;
    private final LongAdder filesSent = new LongAdder();
    private final LongAdder filesFailed = new LongAdder();
    private final LongAdder filesCanceled = new LongAdder();
    private final LongAdder packetsSent = new LongAdder();
    /** For transmissions, each of which adds its own. */
    final LongAdder repairedBytes = new LongAdder();
    /** The file that is being sent; null if none is. Set by who asks for it, ended by who pumps. */
    private final AtomicReference<Transmission> current = new AtomicReference<>();
    /** How often somebody wanted something done that is not done yet; who makes it 1 does it. */
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean closed;

    /** Makes a sender that names itself so in the log. Output and pool are asked for anew for each packet, and may give null. */
    FileSender(Log log, String name, Supplier<ComDataIn> output, Supplier<BufferGet> pool, int packetBytes, int window) {
        this.log = log;
        this.name = name;
        this.output = output;
        this.pool = pool;
        this.packetBytes = packetBytes;
        this.window = window;
        fileReadError = new Event(log, name, "FileReadError");
        repairError = new Event(log, name, "RepairError");
        noBufferAvailable = new Event(log, name, "NoBufferAvailable");
        noOutput = new Event(log, name, "NoOutput");
        misuse = new Event(log, name, "BufferMisuse");
        handovers = new Handovers(log, name);
        buffers = new PacketBuffers(misuse);
    }

    /** {@return whether it can't begin a file now} */
    boolean isBusy() {
        return closed || current.get() != null;
    }

    /** Begins a file. {@return false if it can't now; then the file is as it was} */
    boolean begin(Transmission transmission) {
        if (closed || !current.compareAndSet(null, transmission)) {
            return false;
        }
        log.info(name + ": SendStarted: " + transmission.file.size + " bytes of \"" + transmission.source + "\" to \""
            + transmission.destination + "\"");
        pump();
        return true;
    }

    /** Gives up the file that is being sent, and begins no more. */
    void close() {
        closed = true;
        pump();
    }

    /** As {@link svc.filetransfer.FileDownlink#cancel}. */
    void cancel() {
        Transmission transmission = current.get();
        if (transmission != null) {
            transmission.cancelRequested = true;
            pump();
        }
    }

    /** What a buffer that comes back goes to, whichever file it was of. */
    void returned(Transmission of, Buffer buffer) {
        buffers.keep(buffer);
        of.out.decrementAndGet();
        pump();
    }

    /**
     * Has done what is to be done, by this thread or by the one that is just doing it. So an output that returns a buffer at once
     * makes no call within a call.
     */
    private void pump() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int done = 1;
        do {
            boolean more = true;
            while (more) {
                try {
                    more = step();
                } catch (RuntimeException e) {
                    // Of a pool that breaks its contract, for instance. The downlink must not stay as if it were still at work.
                    log.error(name + ": " + e);
                    fail(current.get());
                }
            }
            done = work.addAndGet(-done);
        } while (done != 0);
    }

    /** Does one thing. {@return whether there may be more to do} */
    private boolean step() {
        Transmission transmission = current.get();
        if (transmission == null) {
            buffers.dropSpare();
            return false;
        }
        if (closed) {
            fail(transmission);
            return true;
        }
        if (transmission.cancelRequested) {
            sendCancel(transmission);
            log.info(name + ": DownlinkCanceled: \"" + transmission.source + "\"");
            filesCanceled.increment();
            end(transmission, SendFileStatus.CANCELED);
            return true;
        }
        if (transmission.hasEnded()) {
            if (transmission.out.get() > 0) {
                return false;
            }
            log.info(name + ": FileSent: \"" + transmission.source + "\" to \"" + transmission.destination + "\"");
            filesSent.increment();
            end(transmission, SendFileStatus.OK);
            return true;
        }
        if (transmission.mustAsk()) {
            return transmission.out.get() == 0 && ask(transmission);
        }
        return transmission.out.get() < window && sendNext(transmission);
    }

    /** Asks what got lost. {@return false if the answer must be waited for} */
    private boolean ask(Transmission transmission) {
        // The answer may take long. A buffer that is kept meanwhile would keep a pool that must go.
        buffers.dropSpare();
        try {
            return transmission.repairs.ask(this::pump);
        } catch (IllegalStateException e) {
            if (repairError.occurs()) {
                repairError.warn("\"" + transmission.source + "\" is given up: " + e.getMessage());
            }
            sendCancel(transmission);
            fail(transmission);
            return true;
        }
    }

    /** Sends the next packet, or fails. {@return false if it must wait for a buffer} */
    private boolean sendNext(Transmission transmission) {
        ComDataIn to = output.get();
        if (to == null) {
            if (noOutput.occurs()) {
                noOutput.warn("nobody takes packets; \"" + transmission.source + "\" is given up");
            }
            fail(transmission);
            return true;
        }
        Buffer buffer = buffers.take(pool.get(), packetBytes + FprimeFrame.HEADER_BYTES + FprimeFrame.TRAILER_BYTES);
        if (buffer == null) {
            // If one is out, it comes back, and then there is one.
            if (transmission.out.get() > 0) {
                return false;
            }
            if (noBufferAvailable.occurs()) {
                noBufferAvailable.warn("no packet of " + packetBytes + " bytes can be made; \"" + transmission.source
                    + "\" is given up");
            }
            fail(transmission);
            return true;
        }
        ByteBuffer bytes;
        try {
            bytes = room(buffer);
            transmission.next(bytes);
        } catch (IOException | IllegalStateException e) {
            buffers.giveBack(buffer);
            if (fileReadError.occurs()) {
                fileReadError.warn("\"" + transmission.source + "\" at byte " + transmission.file.position() + ": " + e);
            }
            sendCancel(transmission);
            fail(transmission);
            return true;
        }
        if (!send(transmission, to, buffer, bytes)) {
            fail(transmission);
        }
        return true;
    }

    /** Tells the receiver, as far as that is possible, that the file won't come. */
    private void sendCancel(Transmission transmission) {
        ComDataIn to = output.get();
        Buffer buffer = to == null ? null
            : buffers.take(pool.get(), packetBytes + FprimeFrame.HEADER_BYTES + FprimeFrame.TRAILER_BYTES);
        if (buffer != null) {
            try {
                ByteBuffer bytes = room(buffer);
                transmission.cancel(bytes);
                send(transmission, to, buffer, bytes);
            } catch (IllegalStateException e) {
                // Its memory has ended just now. The receiver will find out by itself.
                buffers.giveBack(buffer);
            }
        }
    }

    /** {@return the part of the buffer that a packet may fill, with room for a frame around it} */
    private ByteBuffer room(Buffer buffer) {
        WholeSlot.setBounds(buffer, FprimeFrame.HEADER_BYTES, packetBytes);
        return WholeSlot.bytes(buffer);
    }

    private boolean send(Transmission transmission, ComDataIn to, Buffer buffer, ByteBuffer bytes) {
        buffer.setSize(bytes.position() - FprimeFrame.HEADER_BYTES);
        transmission.out.incrementAndGet();
        packetsSent.increment();
        return handovers.take(buffer, FILE, transmission.port).send(to, buffer, FILE);
    }

    private void fail(Transmission transmission) {
        if (transmission != null) {
            filesFailed.increment();
            end(transmission, SendFileStatus.ERROR);
        }
    }

    private void end(Transmission transmission, SendFileStatus status) {
        transmission.file.close();
        current.set(null);
        // Last: who waits for it may send the next file, on this very thread.
        transmission.result.complete(status);
    }

    void fill(FileDownlinkDTO dto) {
        Transmission transmission = current.get();
        if (transmission != null) {
            dto.source = transmission.source;
            dto.fileBytes = transmission.file.size;
            dto.sentBytes = transmission.file.position();
        }
        dto.filesSent = filesSent.sum();
        dto.filesFailed = filesFailed.sum();
        dto.filesCanceled = filesCanceled.sum();
        dto.packetsSent = packetsSent.sum();
        dto.outstanding = handovers.outstanding();
        dto.readErrors = fileReadError.count();
        dto.repairErrors = repairError.count();
        dto.repairedBytes = repairedBytes.sum();
        dto.noBufferAvailable = noBufferAvailable.count();
        dto.noOutput = noOutput.count();
        dto.outputFailures = handovers.outputFailures();
        dto.misuses = misuse.count() + handovers.misuses();
    }

    void clearThrottles() {
        fileReadError.clear();
        repairError.clear();
        noBufferAvailable.clear();
        noOutput.clear();
        misuse.clear();
        handovers.clearThrottles();
    }
}
