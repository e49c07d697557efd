// SPDX-License-Identifier: Apache-2.0
package itest;

import java.lang.management.ManagementFactory;

import javax.management.JMException;
import javax.management.ObjectName;

/** The JVM's own account of itself: what {@code jcmd} shows of another process. */
final class DiagnosticCommand {

    private DiagnosticCommand() {
    }

    /** {@return what a command prints that takes arguments} */
    static String call(String command, String... arguments) {
        return invoke(command, new Object[] {arguments}, new String[] {String[].class.getName()});
    }

    /** {@return what a command prints that takes no argument} */
    static String callPlain(String command) {
        return invoke(command, new Object[0], new String[0]);
    }

    private static String invoke(String command, Object[] arguments, String[] signature) {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), command, arguments, signature);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
