// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.List;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Component;

/**
 * Has sessions of gogo.jline complete the commands' arguments. Such a session keeps what is completed in a variable of its own,
 * to which its command {@code complete} adds. So when a session executes something, which it does before its first prompt, this
 * has it execute the lines below, once. They are text that asks the service registry: nothing of this bundle stays when it goes.
 */
@Component
public final class Completion implements CommandSessionListener {

    /** The variable in which a session that completes keeps what. */
    private static final String COMPLETIONS = ".completions";
    /** The variable by which a session is known that has executed the lines. */
    private static final String DONE = "__fprime_completed";

    private static final List<String> LINES = List.of(
        """
        __fprime_managers = {
          __fprime_names = [ ]
          each ($.context getAllServiceReferences svc.buffermanager.BufferManager null) {
            $__fprime_names add "$($it getProperty manager.id)"
            $__fprime_names add "$($it getProperty service.pid)"
          }
          $__fprime_names
        }""",
        "__fprime_word = { (($.commandLine wordIndex) equals $1) }",
        "complete -c fprime:allocators -d 'show allocators, and who uses them'",
        "complete -c fprime:buffers -d 'show buffer managers'",
        "complete -c fprime:buffers -n '__fprime_word 1' -a '__fprime_managers'",
        "complete -c fprime:buffers -n '__fprime_word 2' -a '[advise]'",
        "complete -c fprime:bufferaudit -d 'verify buffer managers while they run'",
        "complete -c fprime:bufferaudit -n '__fprime_word 1' -a '__fprime_managers'",
        "complete -c fprime:bufferreset -d 'have high-water marks begin anew, and throttles open'",
        "complete -c fprime:bufferreset -n '__fprime_word 1' -a '__fprime_managers'",
        "complete -c fprime:buffertrack -d 'switch tracing of who takes buffers where'",
        "complete -c fprime:buffertrack -n '__fprime_word 1' -a '[on off 100]'",
        "complete -c fprime:buffertrack -n '__fprime_word 2' -a '__fprime_managers'");

    /** Makes a listener that has seen no session. */
    public Completion() {
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session.get(COMPLETIONS) == null || session.get(DONE) != null) {
            return;
        }
        // First: what is executed here comes here again.
        session.put(DONE, "true");
        try {
            for (String line : LINES) {
                session.execute(line);
            }
        } catch (Exception e) {
            session.getConsole().println("no completion for buffers: " + e);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception thrown) {
        // Whatever came of it.
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {
        // Whatever came of it.
    }
}
