// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One file that is coming: where it goes, what of it is there, and what was said of it. */
final class Reception {

    /** The destination as it may stand in a log. */
    final String destination;
    final Path target;
    final long size;

    private final UplinkEvents events;
    private final Coverage coverage;
    private final PartFile part;
    private final CfdpChecksum checksum = new CfdpChecksum();
    private int lastSequenceIndex;

    /**
     * Begins a file.
     *
     * @param coverage used by this file only, from now on
     * @throws IOException if it can't be opened; nothing is left
     */
    Reception(String destination, Path target, long size, Coverage coverage, UplinkEvents events) throws IOException {
        this.destination = destination;
        this.target = target;
        this.size = size;
        this.coverage = coverage;
        this.events = events;
        coverage.clear();
        part = PartFile.create(target);
    }

    long received() {
        return coverage.bytes();
    }

    long[] missing() {
        return coverage.missing(size);
    }

    /**
     * Takes a piece of the file: writes what is not there yet.
     *
     * @param bytes the piece is in there, from this index on
     */
    void data(int sequenceIndex, long offset, ByteBuffer bytes, int index, int length) {
        long end = offset + length;
        if (length > 0 && coverage.firstMissing(offset, end) == end) {
            if (events.packetDuplicate.occurs()) {
                events.packetDuplicate.warn("packet " + Integer.toUnsignedString(sequenceIndex) + " of \"" + destination
                    + "\" has bytes " + offset + " to " + end + ", which are there");
            }
            return;
        }
        sequence(sequenceIndex);
        if (end > size) {
            if (events.packetOutOfBounds.occurs()) {
                events.packetOutOfBounds.warn("packet " + Integer.toUnsignedString(sequenceIndex) + " has bytes " + offset
                    + " to " + end + " of \"" + destination + "\", which has " + size);
            }
        } else if (!coverage.hasRoomFor(offset, end)) {
            if (events.tooManyHoles.occurs()) {
                events.tooManyHoles.warn("packet " + Integer.toUnsignedString(sequenceIndex) + " of \"" + destination
                    + "\" is not taken: the file has as many holes as can be remembered, " + Coverage.MAX_RANGES);
            }
        } else {
            try {
                write(offset, end, bytes, index);
            } catch (IOException e) {
                if (events.fileWriteError.occurs()) {
                    events.fileWriteError.warn("bytes " + offset + " to " + end + " of \"" + destination + "\": " + e);
                }
            }
        }
    }

    private void write(long offset, long end, ByteBuffer bytes, int index) throws IOException {
        for (long at = coverage.firstMissing(offset, end); at < end; at = coverage.firstMissing(at, end)) {
            int from = index + (int) (at - offset);
            int length = (int) (coverage.firstPresent(at, end) - at);
            part.write(bytes.limit(from + length).position(from), at);
            checksum.add(bytes, from, length, at);
            coverage.add(at, at + length);
        }
    }

    /** Warns if a packet is not the one after the last. As F´ does, goes on from this one. */
    void sequence(int index) {
        if (index != lastSequenceIndex + 1 && events.packetOutOfOrder.occurs()) {
            events.packetOutOfOrder.warn("packet " + Integer.toUnsignedString(index) + " of \"" + destination
                + "\" came after packet " + Integer.toUnsignedString(lastSequenceIndex));
        }
        lastSequenceIndex = index;
    }

    /**
     * Ends the file.
     *
     * @param folder checks once more where it goes
     * @return null if it is there now, under its name; otherwise why it is not
     */
    String end(int expectedChecksum, DestinationFolder folder) {
        long missing = coverage.firstMissing(0, size);
        if (missing < size) {
            String why = "of \"" + destination + "\", " + (size - coverage.bytes()) + " of " + size
                + " bytes are missing, the first at " + missing;
            if (events.fileIncomplete.occurs()) {
                events.fileIncomplete.warn(why);
            }
            return "FileIncomplete: " + why;
        }
        if (checksum.value() != expectedChecksum) {
            String why = "\"" + destination + "\" has checksum 0x" + Integer.toHexString(checksum.value())
                + ", and should have 0x" + Integer.toHexString(expectedChecksum);
            if (events.badChecksum.occurs()) {
                events.badChecksum.warn(why);
            }
            return "BadChecksum: " + why;
        }
        try {
            folder.check(target);
            part.complete();
            return null;
        } catch (RefusedPathException e) {
            String why = "destination \"" + destination + "\" " + e.getMessage();
            if (events.pathRefused.occurs()) {
                events.pathRefused.warn(why);
            }
            return "PathRefused: " + why;
        } catch (IOException e) {
            String why = "\"" + destination + "\" can't get its name: " + e;
            if (events.fileWriteError.occurs()) {
                events.fileWriteError.warn(why);
            }
            return "FileWriteError: " + why;
        }
    }

    /** Removes what there is of the file, unless it was ended well. */
    void discard() {
        try {
            part.discard();
        } catch (IOException e) {
            if (events.fileWriteError.occurs()) {
                events.fileWriteError.warn("what came of \"" + destination + "\" can't be removed: " + e);
            }
        }
    }
}
