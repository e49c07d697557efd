// SPDX-License-Identifier: Apache-2.0
package stress.recovery;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

import fw.memory.MemAllocator;
import stress.soak.Awaiting;
import stress.soak.Container;
import stress.soak.Loaders;
import svc.buffermanager.BufferManager;
import svc.buffermanager.RecoveredBuffer;
import svc.buffermanager.RecoveryDTO;
import svc.buffermanager.RecoveryListener;

/**
 * The main class of a JVM that is to be killed: the bundles in Felix, with a recoverable pool. It hands out what the JVM before
 * has left, says that it is
 * ready, and uses buffers until it is killed; or, if it is told to end, stops in order.
 */
public final class Casualty {

    static final int MANAGER_ID = 32;
    static final int MEMORY_ID = 7;
    /** Who says what he does, and who just does it. */
    private static final int SPEAKING = 2;
    private static final int SILENT = 2;

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private Casualty() {
    }

    /**
     * @param arguments the folder of the file; a number that no other run has, 0 to 2^20; whether it only recovers, and ends in
     * order
     */
    public static void main(String[] arguments) throws Exception {
        new Casualty().run(arguments[0], Long.parseLong(arguments[1]), Boolean.parseBoolean(arguments[2]));
        System.exit(0);
    }

    private void run(String folder, long life, boolean peaceful) throws Exception {
        Awaiting awaiting = new Awaiting(Duration.ofMinutes(1));
        try (Container container = new Container(new Loaders(), awaiting)) {
            container.context().registerService(RecoveryListener.class, this::found,
                FrameworkUtil.asDictionary(Map.of(BufferManager.MANAGER_ID, MANAGER_ID)));
            ConfigurationAdmin admin = container.service(ConfigurationAdmin.class);
            admin.getConfiguration("fw.memory.mmap", "?").update(FrameworkUtil.asDictionary(Map.of("directory", folder)));
            admin.getFactoryConfiguration(BufferManager.PID, "recovered", "?").update(FrameworkUtil.asDictionary(Map.of(
                BufferManager.MANAGER_ID, MANAGER_ID, BufferManager.MEMORY_ID, MEMORY_ID,
                BufferManager.BINS, "512x12,2KiBx12", BufferManager.RECOVERY, true,
                BufferManager.ALLOCATOR_TARGET, "(" + MemAllocator.RECOVERABLE + "=true)")));
            BufferManager manager = container.service(BufferManager.class);
            awaiting.that("all that was found is taken", () -> manager.snapshot().recovery.held == 0);
            RecoveryDTO recovery = manager.snapshot().recovery;
            say(Step.READY + " " + recovery.found + " " + recovery.whole + " " + recovery.torn + " "
                + recovery.unfinished + " " + recovery.damaged);
            if (!peaceful) {
                use(manager, container.named("fw.memory.arena"), life);
            }
        }
    }

    private void use(BufferManager manager, Bundle other, long life) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(life);
        Thread[] users = new Thread[SPEAKING + SILENT];
        for (int i = 0; i < users.length; i++) {
            long first = life << 40 | (long) i << 36;
            users[i] = Thread.ofPlatform().name("user " + i).start(new User(manager, other, first, random.split(), i < SPEAKING
                ? (step, number) -> say(step + " " + number) : (_, _) -> { }));
        }
        for (Thread user : users) {
            user.join();
        }
    }

    private void found(RecoveredBuffer buffer) {
        if (Content.isWhole(buffer.segment())) {
            say(Step.FOUND + " " + Content.number(buffer.segment()) + " " + buffer.holder());
        } else {
            say(Step.WRONG + " " + buffer);
        }
    }

    /** In one write, so that a kill leaves all of a line or nothing. */
    private void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
