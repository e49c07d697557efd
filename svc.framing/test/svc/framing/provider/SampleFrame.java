// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * A line of frames.txt.
 *
 * @param outcome what a deframer makes of it: an apid, "short", or the event's name
 */
record SampleFrame(String name, String outcome, byte[] bytes) {

    static List<SampleFrame> all() throws IOException {
        return Files.readAllLines(Path.of("test/svc/framing/provider/frames.txt")).stream().filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\\|"))
            .map(parts -> new SampleFrame(parts[0].strip(), parts[1].strip(), HexFormat.of().parseHex(parts[2].strip())))
            .toList();
    }

    boolean isGood() {
        return !outcome.startsWith("Invalid");
    }

    int apid() {
        return outcome.equals("short") ? 255 : Integer.parseInt(outcome);
    }

    /** {@return the payload, as its length field says, in hexadecimal} */
    String payload() {
        return HexFormat.of().formatHex(bytes, 8, 8 + Integer.parseInt(HexFormat.of().formatHex(bytes, 4, 8), 16));
    }

    @Override
    public String toString() {
        return name;
    }
}
