// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CfdpChecksumTest {

    @Test
    void isTheSumOfTheWords() {
        CfdpChecksum checksum = new CfdpChecksum();
        assertEquals(0, checksum.value());
        checksum.add(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, (byte) 0xFF, 0, 0, 1, 9}), 0, 9, 0);
        assertEquals(0x01020304 + 0xFF000001 + 0x09000000, checksum.value());
    }

    @RepeatedTest(20)
    void doesNotDependOnHowTheFileIsCutUpAndInWhichOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] content = new byte[200];
        random.nextBytes(content);
        CfdpChecksum checksum = new CfdpChecksum();
        add(checksum, content, 0, content.length, random);
        assertEquals(Packets.checksum(content), checksum.value());
    }

    private static void add(CfdpChecksum checksum, byte[] content, int from, int to, Random random) {
        if (to - from < 12 && random.nextBoolean()) {
            checksum.add(ByteBuffer.wrap(content), from, to - from, from);
        } else if (to > from) {
            int middle = from + random.nextInt(to - from + 1);
            if (middle == from) {
                checksum.add(ByteBuffer.wrap(content), from, to - from, from);
            } else {
                add(checksum, content, middle, to, random);
                add(checksum, content, from, middle, random);
            }
        }
    }
}
