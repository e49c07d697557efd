// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import fw.buffer.Buffer;
import fw.memory.log.Log;
import svc.comms.parts.WholeSlot;
import svc.filetransfer.FilePacket;
import svc.filetransfer.FileUplinkDTO;
import svc.framing.PacketDescriptor;

/** Reads file packets, begins files and ends them. One thread at a time. */
final class FileReceiver {

    private final Log log;
    private final String name;
    private final DestinationFolder folder;
    private final long limit;
    private final UplinkEvents events;
    private final Coverage coverage = new Coverage();
    /** The file that is coming; null if none is. F´: receive modes DATA and START. */
    private Reception reception;
    /** What is still to be told; null if nothing. */
    private List<Outcome> outcomes;
    private long filesReceived;
    private long filesFailed;
    private long packetsReceived;

    /** Makes a receiver that names itself so in the log, and takes files of at most {@code limit} bytes. */
    FileReceiver(Log log, String name, DestinationFolder folder, long limit, UplinkEvents events) {
        this.log = log;
        this.name = name;
        this.folder = folder;
        this.limit = limit;
        this.events = events;
    }

    /**
     * Does what a packet says, or refuses it with an event.
     *
     * @throws IllegalStateException if its memory has ended
     */
    void packet(Buffer data) {
        int size = data.size();
        if (size < PacketDescriptor.BYTES) {
            if (events.invalidPacketReceived.occurs()) {
                events.invalidPacketReceived.warn("a packet of " + size + " bytes has no descriptor");
            }
            return;
        }
        ByteBuffer bytes = WholeSlot.bytes(data);
        int descriptor = Short.toUnsignedInt(bytes.getShort());
        if (descriptor != PacketDescriptor.FILE) {
            if (events.invalidPacketReceived.occurs()) {
                events.invalidPacketReceived.warn("a packet with descriptor " + descriptor + " is no file packet");
            }
            return;
        }
        if (size < FilePacket.HEADER_BYTES) {
            refuse("a file packet of " + size + " bytes has no header");
            return;
        }
        int type = Byte.toUnsignedInt(bytes.get());
        int sequenceIndex = bytes.getInt();
        switch (type) {
            case FilePacket.START -> start(bytes);
            case FilePacket.DATA -> data(sequenceIndex, bytes);
            case FilePacket.END -> end(sequenceIndex, bytes);
            case FilePacket.CANCEL -> cancel(bytes);
            default -> refuse("there is no file packet of type " + type);
        }
    }

    private void refuse(String why) {
        if (events.decodeError.occurs()) {
            events.decodeError.warn(why);
        }
    }

    // Each of these is given what follows the header. As in F´, START and END may be followed by more, DATA and CANCEL not.

    private void start(ByteBuffer bytes) {
        if (bytes.remaining() < 4) {
            refuse("a START packet without a file size");
            return;
        }
        long size = Integer.toUnsignedLong(bytes.getInt());
        byte[] source = path(bytes);
        byte[] path = source == null ? null : path(bytes);
        if (path == null) {
            refuse("a START packet that ends in the middle of a path");
            return;
        }
        packetsReceived++;
        if (reception != null) {
            wrongMode("START", " while \"" + reception.destination + "\" is coming, which is given up");
            giveUp("InvalidReceiveMode: another file began");
        }
        String destination = Printable.of(path);
        String fault = begin(destination, path, size);
        if (fault != null) {
            failed(destination, fault);
        }
    }

    private static byte[] path(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return null;
        }
        int length = Byte.toUnsignedInt(bytes.get());
        if (bytes.remaining() < length) {
            return null;
        }
        byte[] path = new byte[length];
        bytes.get(path);
        return path;
    }

    /** {@return null if the file has begun, otherwise why it has not} */
    private String begin(String destination, byte[] path, long size) {
        if (size > limit) {
            String why = "\"" + destination + "\" has " + size + " bytes, more than limit.bytes, " + limit;
            if (events.fileTooLarge.occurs()) {
                events.fileTooLarge.warn(why);
            }
            return "FileTooLarge: " + why;
        }
        try {
            Path target = folder.resolve(path);
            reception = new Reception(destination, target, size, coverage, events);
            events.clearForNewFile();
            return null;
        } catch (RefusedPathException e) {
            String why = "destination \"" + destination + "\" " + e.getMessage();
            if (events.pathRefused.occurs()) {
                events.pathRefused.warn(why);
            }
            return "PathRefused: " + why;
        } catch (IOException e) {
            String why = "\"" + destination + "\": " + e;
            if (events.fileOpenError.occurs()) {
                events.fileOpenError.warn(why);
            }
            return "FileOpenError: " + why;
        }
    }

    private void data(int sequenceIndex, ByteBuffer bytes) {
        if (bytes.remaining() < 6) {
            refuse("a DATA packet without offset and size");
            return;
        }
        long offset = Integer.toUnsignedLong(bytes.getInt());
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length != bytes.remaining()) {
            if (events.decodeError.occurs()) {
                events.decodeError.warn("a DATA packet says it has " + length + " bytes of data, and has " + bytes.remaining());
            }
            return;
        }
        packetsReceived++;
        if (reception == null) {
            wrongMode("DATA", " while no file is coming");
        } else {
            reception.data(sequenceIndex, offset, bytes, bytes.position(), length);
        }
    }

    private void end(int sequenceIndex, ByteBuffer bytes) {
        if (bytes.remaining() < 4) {
            refuse("an END packet without a checksum");
            return;
        }
        packetsReceived++;
        if (reception == null) {
            wrongMode("END", " while no file is coming");
            return;
        }
        Reception ended = reception;
        ended.sequence(sequenceIndex);
        String fault = ended.end(bytes.getInt(), folder);
        if (fault != null) {
            giveUp(fault);
            return;
        }
        reception = null;
        filesReceived++;
        log.info(name + ": FileReceived: \"" + ended.destination + "\", " + ended.size + " bytes");
        tell(new Outcome(ended.destination, ended.target, ended.size, null));
    }

    private void cancel(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            refuse("a CANCEL packet with something after it");
            return;
        }
        packetsReceived++;
        if (reception == null) {
            wrongMode("CANCEL", " while no file is coming");
        } else {
            log.info(name + ": UplinkCanceled: \"" + reception.destination + "\"");
            giveUp("UplinkCanceled");
        }
    }

    private void wrongMode(String type, String mode) {
        if (events.invalidReceiveMode.occurs()) {
            events.invalidReceiveMode.warn("a " + type + " packet came" + mode);
        }
    }

    /** Gives up the file that is coming, if one is. */
    void giveUp(String why) {
        if (reception != null) {
            Reception given = reception;
            reception = null;
            given.discard();
            failed(given.destination, why);
        }
    }

    private void failed(String destination, String why) {
        filesFailed++;
        tell(new Outcome(destination, null, 0, why));
    }

    private void tell(Outcome outcome) {
        if (outcomes == null) {
            outcomes = new ArrayList<>(2);
        }
        outcomes.add(outcome);
    }

    /** {@return what became of files since this was asked last; null if nothing did} */
    List<Outcome> outcomes() {
        List<Outcome> all = outcomes;
        outcomes = null;
        return all;
    }

    void fill(FileUplinkDTO dto) {
        dto.filesReceived = filesReceived;
        dto.filesFailed = filesFailed;
        dto.packetsReceived = packetsReceived;
        if (reception != null) {
            dto.destination = reception.destination;
            dto.fileBytes = reception.size;
            dto.receivedBytes = reception.received();
            dto.missing = reception.missing();
        }
    }
}
