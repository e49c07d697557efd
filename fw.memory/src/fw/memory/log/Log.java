// SPDX-License-Identifier: Apache-2.0
package fw.memory.log;

import java.util.function.Supplier;

import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Writes to the OSGi log service of the moment. That service may come and go: its bundle can be updated without any component
 * that logs being deactivated, which would end its memory. While there is none, lines go to the error stream, so that none is
 * lost.
 */
public final class Log {

    private final String name;
    private final Supplier<LoggerFactory> factory;

    /**
     * Makes a log.
     *
     * @param name the logger's name
     * @param factory gives the log service of the moment, or null; asked for each line
     */
    public Log(String name, Supplier<LoggerFactory> factory) {
        this.name = name;
        this.factory = factory;
    }

    /** Writes a line of level INFO. */
    public void info(String line) {
        Logger logger = logger();
        if (logger == null) {
            toErrorStream("INFO", line);
        } else {
            logger.info("{}", line);
        }
    }

    /** Writes a line of level WARN. */
    public void warn(String line) {
        Logger logger = logger();
        if (logger == null) {
            toErrorStream("WARN", line);
        } else {
            logger.warn("{}", line);
        }
    }

    /** Writes a line of level ERROR. */
    public void error(String line) {
        Logger logger = logger();
        if (logger == null) {
            toErrorStream("ERROR", line);
        } else {
            logger.error("{}", line);
        }
    }

    private Logger logger() {
        LoggerFactory present = factory.get();
        return present == null ? null : present.getLogger(name);
    }

    private void toErrorStream(String level, String line) {
        System.err.println(level + " " + name + ": " + line);
    }
}
