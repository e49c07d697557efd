// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import org.osgi.service.log.LoggerFactory;

import fw.buffer.BufferGet;
import svc.comms.ComDataIn;
import svc.framing.Deframer;
import svc.framing.Framer;

/** Framer and deframer without a framework, for tests of chains of components. */
public final class FramingParts {

    private FramingParts() {
    }

    /** {@return a framer to this output; it is a {@link ComDataIn} too} */
    public static Framer framer(ComDataIn output, BufferGet pool) {
        FramerComponent framer = new FramerComponent("f");
        framer.output = output;
        framer.buffers = pool;
        return framer;
    }

    /** {@return a deframer to this output, which logs to {@code log}; it is a {@link ComDataIn} too} */
    public static Deframer deframer(ComDataIn output, LoggerFactory log) {
        DeframerComponent deframer = new DeframerComponent("d", true);
        deframer.output = output;
        deframer.loggerFactory = log;
        return deframer;
    }
}
