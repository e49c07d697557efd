// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;

/** What every holder does with buffers: take, write, verify, give back. */
final class Use {

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

    private Use() {
    }

    /** Takes so many buffers, all out at a time, writes each one's own bytes, and verifies them before it gives them back. */
    static void ofBuffers(BufferGet manager, int count, int size) {
        List<Buffer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Buffer buffer = manager.allocate(size);
            assertTrue("buffer " + i + " is valid", buffer.isValid());
            write(buffer, i + 1);
            taken.add(buffer);
        }
        for (int i = 0; i < count; i++) {
            verify(taken.get(i), i + 1);
            taken.get(i).close();
        }
    }

    /** Fills a buffer, of at least 8 bytes, with what {@link #verify} finds again. */
    static void write(Buffer buffer, long seed) {
        for (long at = 0; at <= buffer.size() - WORD.byteSize(); at += WORD.byteSize()) {
            buffer.segment().set(WORD, at, seed * 31 + at);
        }
    }

    static void verify(Buffer buffer, long seed) {
        for (long at = 0; at <= buffer.size() - WORD.byteSize(); at += WORD.byteSize()) {
            assertEquals("the word at byte " + at, seed * 31 + at, buffer.segment().get(WORD, at));
        }
    }
}
