// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import groundlink.channel.ChannelSpec;
import groundlink.transfer.InputFile;
import groundlink.transfer.InputRefusedException;
import groundlink.transfer.TransferException;
import svc.buffermanager.BufferManager;

/**
 * The job of a run. The bnd launcher calls it on the main thread, and what it returns is the exit code of the process: 0 if the
 * copy is identical and no buffer outstanding, 1 if not, 2 if there is no such file to send.
 * <p>
 * In a terminal the web console and the shell follow; leaving that, also by the command {@code exit} that this gives to it, ends the job.
 */
@Component(service = Callable.class,
    property = {"main.thread:Boolean=true", "osgi.command.scope=groundlink", "osgi.command.function=exit"})
public final class FileJob implements Callable<Integer> {

    /** Framework or system property: the path of the file to send. Without it, the JDK's own {@code lib/modules} is. */
    static final String FILE = "groundlink.file";

    /** Framework or system property: what is bad about the channel, as {@link ChannelSpec#parse} reads it. */
    static final String CHANNEL = "groundlink.channel";

    /**
     * How long {@link #deactivate} waits at most for {@link #call} to return: a bundle that is being stopped half-way may take as
     * long as its buffers drain.
     */
    private static final int RETURN_SECONDS = 5;

    private final Port<BufferManager> manager = new Port<>("BufferManager " + Defaults.MANAGER);
    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Console console;
    private final Shell shell;
    private final CountDownLatch returned = new CountDownLatch(1);
    private volatile boolean called;
    /** The thread that sends; null if none does. Guarded by this. */
    private Thread sending;
    /** Guarded by this. */
    private boolean stopped;

    /** Makes a job that has not begun. */
    @Activate
    public FileJob(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
        console = new Console(context);
        shell = new Shell(context);
    }

    @Reference(target = Defaults.MANAGER, cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    void bindManager(BufferManager newManager) {
        manager.bind(newManager);
    }

    void unbindManager(BufferManager oldManager) {
        manager.unbind(oldManager);
    }

    /** Leaves the shell. */
    public void exit() {
        shell.leave();
    }

    /** Ends what is under way. */
    @Deactivate
    void deactivate() throws InterruptedException {
        synchronized (this) {
            stopped = true;
            if (sending != null) {
                sending.interrupt();
            }
        }
        shell.leave();
        console.close();
        if (called) {
            // When it's the framework that stops, the launcher takes the exit code only if it has it before the framework has
            // stopped.
            returned.await(RETURN_SECONDS, TimeUnit.SECONDS);
        }
    }

    // The launcher asks for exactly this return type.
    @Override
    public Integer call() throws InterruptedException {
        called = true;
        try {
            return run();
        } finally {
            returned.countDown();
        }
    }

    private int run() throws InterruptedException {
        int code;
        try (InputFile file = InputFile.open(fileName())) {
            code = send(file);
        } catch (InputRefusedException e) {
            System.err.println("groundlink: " + e.getMessage());
            return 2;
        } catch (IllegalArgumentException e) {
            System.err.println("groundlink: " + CHANNEL + ": " + e.getMessage());
            return 2;
        } catch (TransferException e) {
            System.err.println("groundlink: " + e.getMessage());
            code = 1;
        } catch (IOException e) {
            System.err.println("groundlink: file or copy can't be read again, or the copy not be removed: " + e);
            code = 1;
        }
        if (isTerminal()) {
            console.open();
            shell.follow();
        }
        return code;
    }

    /** Sends a file, on this thread, which {@link #deactivate} may interrupt meanwhile but not afterwards. */
    private int send(InputFile file) throws IOException, TransferException {
        synchronized (this) {
            if (stopped) {
                throw new TransferException("it was stopped before it began");
            }
            sending = Thread.currentThread();
        }
        try {
            return new FileRun(context, admin, manager, ChannelSpec.parse(context.getProperty(CHANNEL)), file, isTerminal()).run();
        } catch (InterruptedException | ClosedByInterruptException e) {
            throw new TransferException("the run was stopped");
        } finally {
            synchronized (this) {
                sending = null;
                if (stopped) {
                    // It was meant for what is over now.
                    Thread.interrupted();
                }
            }
        }
    }

    private String fileName() {
        String name = context.getProperty(FILE);
        return name == null || name.isEmpty() ? Path.of(System.getProperty("java.home"), "lib", "modules").toString() : name;
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
