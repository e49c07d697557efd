// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import fw.memory.AllocatorDTO;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.RecordingLog;
import fw.memory.ledger.LedgerAllocator;

/** What another process does with a block of a directory. */
final class BlockHolder {

    private BlockHolder() {
    }

    /** Arguments: what to do, the directory or file, the identifier, the size, the byte to fill with. */
    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "crash" -> {
                allocate(arguments).segment().fill(Byte.parseByte(arguments[4]));
                Runtime.getRuntime().halt(0);
            }
            case "hold" -> {
                allocate(arguments);
                say("holding");
                System.in.read();
            }
            case "lock" -> {
                try (FileChannel channel = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.WRITE)) {
                    channel.lock();
                    say("holding");
                    System.in.read();
                }
            }
            case "try" -> {
                try {
                    MemoryBlock block = allocate(arguments);
                    say(block + " with " + block.segment().get(ValueLayout.JAVA_BYTE, 0));
                } catch (MemoryUnavailableException e) {
                    say(e.getMessage());
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static MemoryBlock allocate(String[] arguments) {
        LedgerAllocator allocator = new LedgerAllocator("other", AllocatorDTO.NO_LIMIT,
                new FileMapping(Path.of(arguments[1])), new RecordingLog().log());
        return allocator.allocate(Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]), 16);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
