// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program fprime_peer.c, compiled with the machine's C compiler. */
final class CPeer {

    private final Path folder;
    private final Path program;

    private CPeer(Path folder, Path program) {
        this.folder = folder;
        this.program = program;
    }

    /** {@return the program, with zlib where that is there; null where there is no compiler} */
    static CPeer compile(Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve("fprime_peer");
        List<String> command = new ArrayList<>(List.of("gcc", "-O1", "-Wall", "-Wextra", "-Werror", "-std=c11", "-o",
            program.toString(), "test/svc/filetransfer/provider/fprime_peer.c"));
        try {
            if (new ProcessBuilder("gcc", "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() != 0) {
                return null;
            }
        } catch (IOException e) {
            return null;
        }
        Path log = folder.resolve("gcc.log");
        List<String> withZlib = new ArrayList<>(command);
        withZlib.addAll(List.of("-DHAVE_ZLIB", "-lz"));
        if (run(withZlib, log) != 0) {
            System.out.println("fprime_peer: there is no zlib.h; it computes CRCs itself");
            if (run(command, log) != 0) {
                throw new IOException("fprime_peer.c does not compile: " + Files.readString(log));
            }
        }
        return new CPeer(folder, program);
    }

    private static int run(List<String> command, Path log) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    }

    /** Runs it with this input. {@return what it writes} */
    byte[] run(byte[] input, String... arguments) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        int status = new ProcessBuilder(command).redirectInput(in.toFile()).redirectOutput(out.toFile())
            .redirectError(err.toFile()).start().waitFor();
        if (status != 0) {
            throw new IOException("status " + status + ": " + Files.readString(err));
        }
        return Files.readAllBytes(out);
    }

    /** Runs it with lines as input. {@return the lines that it writes} */
    List<String> lines(List<String> input, String... arguments) throws IOException, InterruptedException {
        return new String(run((String.join("\n", input) + "\n").getBytes(), arguments)).lines().toList();
    }
}
