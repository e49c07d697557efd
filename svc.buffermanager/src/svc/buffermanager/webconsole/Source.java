// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

/** What a {@link Stream} sends. All methods are called by the stream's thread; a turn begins, samples, and ends. */
interface Source {

    /** The first reader has come. */
    void begin();

    /** {@return what is to be sent now, to all readers} */
    JsonObject sample() throws InterruptedException;

    /** {@return what only those get who come, before their first sample} */
    JsonObject history();

    /** The last reader has gone. */
    void end();
}
