// SPDX-License-Identifier: Apache-2.0
package testkit;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** A log service that keeps what is written. Any thread may write and read. */
public final class LogLines {

    /** The lines so far, each as {@code LEVEL text}. */
    public final List<String> lines = new CopyOnWriteArrayList<>();

    /** {@return the log service} */
    public LoggerFactory factory() {
        Logger logger = proxy(Logger.class, (method, args) -> {
            lines.add(method.toUpperCase(Locale.ROOT) + " " + args[1]);
            return null;
        });
        return proxy(LoggerFactory.class, (method, args) -> logger);
    }

    /** {@return how many lines have this part} */
    public long count(String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    private interface Answer {
        Object to(String method, Object[] args);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (self, method, args) -> answer.to(method.getName(), args)));
    }
}
