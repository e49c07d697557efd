// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.OutputStream;
import java.io.PrintStream;

/** Nothing is shown of what is printed until it is closed: for tests that want warnings, where no log service takes them. */
final class Silence implements AutoCloseable {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    Silence() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }
}
