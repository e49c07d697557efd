// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import fw.buffer.Buffer;
import svc.comms.ComReturn;
import svc.filetransfer.FilePacket;
import svc.filetransfer.SendFileStatus;
import svc.framing.PacketDescriptor;

/**
 * One file that is being sent, and its packets, one after the other. But for the fields that say otherwise, it is the thread's
 * that is just sending.
 */
final class Transmission {

    /** For whoever asked to send it. */
    final CompletableFuture<SendFileStatus> result = new CompletableFuture<>();
    /** How many of its packets are out. Changed by every thread. */
    final AtomicInteger out = new AtomicInteger();
    /** Where its buffers come back to. */
    final ComReturn port;
    final String source;
    final String destination;
    final SourceFile file;
    /** Whether it is to be given up. Set by any thread. */
    volatile boolean cancelRequested;

    final Repairs repairs;

    private final byte[] sourcePath;
    private final byte[] destinationPath;
    private final LongAdder repairedBytes;
    private int sequenceIndex;
    private boolean ended;

    /**
     * Makes a file that is not begun.
     *
     * @param repairedBytes how many bytes are sent again is added to it
     * @param returned is given each buffer that comes back
     */
    Transmission(SourceFile file, String source, byte[] sourcePath, String destination, byte[] destinationPath,
        Repairs repairs, LongAdder repairedBytes, BiConsumer<Transmission, Buffer> returned) {
        port = (data, context) -> returned.accept(this, data);
        this.file = file;
        this.repairs = repairs;
        this.repairedBytes = repairedBytes;
        this.source = source;
        this.sourcePath = sourcePath;
        this.destination = destination;
        this.destinationPath = destinationPath;
    }

    /** {@return how many bytes the START packet for these paths has} */
    static int startBytes(byte[] sourcePath, byte[] destinationPath) {
        return FilePacket.HEADER_BYTES + 4 + 1 + sourcePath.length + 1 + destinationPath.length;
    }

    /** {@return whether its last packet was made} */
    boolean hasEnded() {
        return ended;
    }

    /** {@return whether all that is known to be needed was made, and END must wait until it is known whether that is all} */
    boolean mustAsk() {
        return sequenceIndex > 0 && file.isAtEnd() && !repairs.hasPiece() && !repairs.isDone() && !ended;
    }

    /**
     * Makes the next packet: START, DATA until the file is at its end, DATA that is to be sent again, END.
     *
     * @param bytes where it goes, from the position on; that is at its end afterwards
     * @throws IOException if the file can't be read
     */
    void next(ByteBuffer bytes) throws IOException {
        if (sequenceIndex == 0) {
            header(bytes, FilePacket.START).putInt((int) file.size);
            bytes.put((byte) sourcePath.length).put(sourcePath).put((byte) destinationPath.length).put(destinationPath);
        } else if (!file.isAtEnd()) {
            data(bytes);
        } else if (repairs.hasPiece()) {
            dataAgain(bytes);
        } else {
            header(bytes, FilePacket.END).putInt(file.checksum());
            ended = true;
        }
        sequenceIndex++;
    }

    private static int room(ByteBuffer bytes) {
        return Math.min(bytes.remaining() - FilePacket.DATA_HEADER_BYTES, FilePacket.MAX_DATA_BYTES);
    }

    private void dataAgain(ByteBuffer bytes) throws IOException {
        long offset = repairs.offset();
        int length = repairs.next(room(bytes));
        header(bytes, FilePacket.DATA).putInt((int) offset).putShort((short) length);
        file.readAgain(bytes.limit(bytes.position() + length), offset);
        repairedBytes.add(length);
    }

    private void data(ByteBuffer bytes) throws IOException {
        int length = (int) Math.min(room(bytes), file.size - file.position());
        header(bytes, FilePacket.DATA).putInt((int) file.position()).putShort((short) length);
        file.read(bytes.limit(bytes.position() + length));
    }

    /** Makes the packet that gives the file up. */
    void cancel(ByteBuffer bytes) {
        header(bytes, FilePacket.CANCEL);
        ended = true;
    }

    private ByteBuffer header(ByteBuffer bytes, int type) {
        return bytes.putShort((short) PacketDescriptor.FILE).put((byte) type).putInt(sequenceIndex);
    }
}
