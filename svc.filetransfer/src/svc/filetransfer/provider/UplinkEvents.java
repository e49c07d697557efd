// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import fw.memory.log.Log;
import svc.comms.parts.Event;
import svc.filetransfer.FileUplinkDTO;

/** The warnings of a file uplink, with F´'s names where F´ has them. */
final class UplinkEvents {

    final Event badChecksum;
    final Event fileIncomplete;
    final Event fileOpenError;
    final Event fileWriteError;
    final Event pathRefused;
    final Event fileTooLarge;
    final Event invalidReceiveMode;
    final Event packetOutOfBounds;
    final Event packetOutOfOrder;
    final Event packetDuplicate;
    final Event tooManyHoles;
    final Event decodeError;
    final Event invalidPacketReceived;
    final Event listenerFailure;

    UplinkEvents(Log log, String name) {
        badChecksum = new Event(log, name, "BadChecksum");
        fileIncomplete = new Event(log, name, "FileIncomplete");
        fileOpenError = new Event(log, name, "FileOpenError");
        fileWriteError = new Event(log, name, "FileWriteError");
        pathRefused = new Event(log, name, "PathRefused");
        fileTooLarge = new Event(log, name, "FileTooLarge");
        invalidReceiveMode = new Event(log, name, "InvalidReceiveMode");
        packetOutOfBounds = new Event(log, name, "PacketOutOfBounds");
        packetOutOfOrder = new Event(log, name, "PacketOutOfOrder");
        packetDuplicate = new Event(log, name, "PacketDuplicate");
        tooManyHoles = new Event(log, name, "TooManyHoles");
        decodeError = new Event(log, name, "DecodeError");
        invalidPacketReceived = new Event(log, name, "InvalidPacketReceived");
        listenerFailure = new Event(log, name, "ListenerFailure");
    }

    /**
     * Lets those through again that a file has of its own. F´ does so with each START packet; and with InvalidReceiveMode, which
     * here stays closed, because START packets themselves cause it.
     */
    void clearForNewFile() {
        fileWriteError.clear();
        packetOutOfBounds.clear();
        packetOutOfOrder.clear();
        packetDuplicate.clear();
        tooManyHoles.clear();
    }

    void clear() {
        clearForNewFile();
        badChecksum.clear();
        fileIncomplete.clear();
        fileOpenError.clear();
        pathRefused.clear();
        fileTooLarge.clear();
        invalidReceiveMode.clear();
        decodeError.clear();
        invalidPacketReceived.clear();
        listenerFailure.clear();
    }

    void fill(FileUplinkDTO dto) {
        dto.badChecksums = badChecksum.count();
        dto.incompleteFiles = fileIncomplete.count();
        dto.openErrors = fileOpenError.count();
        dto.writeErrors = fileWriteError.count();
        dto.refusedPaths = pathRefused.count();
        dto.tooLargeFiles = fileTooLarge.count();
        dto.invalidReceiveModes = invalidReceiveMode.count();
        dto.packetsOutOfBounds = packetOutOfBounds.count();
        dto.packetsOutOfOrder = packetOutOfOrder.count();
        dto.duplicatePackets = packetDuplicate.count();
        dto.tooManyHoles = tooManyHoles.count();
        dto.decodeErrors = decodeError.count();
        dto.invalidPackets = invalidPacketReceived.count();
        dto.listenerFailures = listenerFailure.count();
        dto.warnings = dto.badChecksums + dto.incompleteFiles + dto.openErrors + dto.writeErrors + dto.refusedPaths
            + dto.tooLargeFiles + dto.invalidReceiveModes + dto.packetsOutOfBounds + dto.packetsOutOfOrder + dto.duplicatePackets
            + dto.tooManyHoles + dto.decodeErrors + dto.invalidPackets + dto.listenerFailures;
    }
}
