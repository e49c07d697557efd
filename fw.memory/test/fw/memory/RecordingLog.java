// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

import fw.memory.log.Log;

/** A log whose lines can be looked at, each as {@code LEVEL line}. */
public final class RecordingLog {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** {@return a log that writes here} */
    public Log log() {
        Logger logger = (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                    lines.add(method.getName() + " " + arguments[1]);
                    return null;
                });
        LoggerFactory factory = (LoggerFactory) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {LoggerFactory.class}, (proxy, method, arguments) -> logger);
        return new Log("test", () -> factory);
    }

    /** {@return all lines so far} */
    public List<String> lines() {
        return lines;
    }

    /** {@return the lines of one level: info, warn or error} */
    public List<String> lines(String level) {
        return lines.stream().filter(line -> line.startsWith(level + " ")).toList();
    }
}
