// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.function.BiConsumer;

import org.osgi.framework.ServiceReference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

import fw.memory.MemAllocator;
import fw.memory.dealing.BoundAllocator;
import fw.memory.dealing.LiveBlocks;
import fw.memory.log.Log;

/** What a manager stands on where there is no framework. */
public final class Stand {

    private Stand() {
    }

    /** {@return a log that nobody reads} */
    public static Log silentLog() {
        return log((_, _) -> { });
    }

    /** {@return a log that passes on each line, after its level, such as {@code WARN}} */
    static Log log(BiConsumer<String, String> reader) {
        Logger logger = proxy(Logger.class, (_, method, args) -> {
            reader.accept(method.getName().toUpperCase(Locale.ROOT), (String) args[1]);
            return null;
        });
        LoggerFactory factory = proxy(LoggerFactory.class, (_, _, _) -> logger);
        return new Log("stress", () -> factory);
    }

    /** {@return an allocator as the manager knows it} */
    @SuppressWarnings("unchecked") // The proxy is a reference to whatever one likes.
    static BoundAllocator bound(MemAllocator allocator) {
        return new BoundAllocator("test", proxy(ServiceReference.class,
            (_, _, args) -> MemAllocator.NAME.equals(args[0]) ? "stress" : Long.valueOf(1)), allocator, new LiveBlocks());
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answer));
    }
}
