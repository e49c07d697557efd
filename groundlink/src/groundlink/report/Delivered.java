// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be told of a file that arrived.
 *
 * @param file where the file is
 * @param bytes how many it has
 * @param packets how many packets of DATA that takes
 * @param packetBytes bytes of the file in such a packet
 * @param framesSent how many frames were sent, those of questions and of what was sent again included
 * @param framesReceived how many packets came whole at the other end; -1 if that is not known
 * @param drops how many frames and packets were dropped for want of room
 * @param repairs how many times missing pieces were sent again
 * @param repairedBytes how many bytes these had
 * @param repeats how many times the whole file was sent again
 * @param channel what a bad channel has done; empty if there is none
 * @param nanos how long it took
 * @param fileHash the SHA-256 of the file, read from disk
 * @param copyHash the SHA-256 of the copy, read from disk
 */
public record Delivered(String file, long bytes, long packets, int packetBytes, long framesSent, long framesReceived, long drops,
    long repairs, long repairedBytes, int repeats, String channel, long nanos, String fileHash, String copyHash) {

    private static final int WIDTH = 100;
    private static final String LABEL = "  %-12s%s";
    private static final int VALUE_WIDTH = WIDTH - 14;

    /** {@return whether file and copy hold the same bytes} */
    public boolean identical() {
        return fileHash.equals(copyHash);
    }

    /** {@return the lines to print up to how much was sent again} */
    public List<String> first() {
        List<String> lines = new ArrayList<>();
        lines.add(line("file", Figures.tail(file, VALUE_WIDTH)));
        lines.add(line("bytes", Figures.grouped(bytes) + (packets == 0 ? "" : " in " + Figures.grouped(packets)
            + (packets == 1 ? " packet" : " packets of " + Figures.grouped(packetBytes)))));
        lines.add(line("frames", Figures.grouped(framesSent) + " sent, "
            + (framesReceived < 0 ? "" : Figures.grouped(framesReceived) + " received, ") + Figures.grouped(drops) + " dropped"));
        if (!channel.isEmpty()) {
            lines.add(line("bad channel", channel));
        }
        lines.add(line("retries", Figures.grouped(repairedBytes) + " bytes in " + Figures.grouped(repairs)
            + " repairs, the whole file " + repeats + " times"));
        return lines;
    }

    /** {@return the lines to print from the time on, but for the last one} */
    public List<String> last() {
        return List.of(line("time", Figures.time(nanos) + ", " + Figures.rate(bytes, nanos)),
            line("SHA-256", fileHash + "  file"),
            line("", copyHash + "  copy"));
    }

    static String line(String label, String value) {
        return String.format(LABEL, label, value);
    }

    /** {@return the last line: whether they are identical, and a detail} */
    public String verdict(String detail) {
        return line(identical() ? "identical" : "DIFFERENT", detail).stripTrailing();
    }
}
