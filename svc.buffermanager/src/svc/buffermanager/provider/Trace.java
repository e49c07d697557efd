// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a buffer was taken or handed on: who got it there, when, and what came before that. It keeps the names of methods, not their
 * classes, which would keep bundles.
 *
 * @param holder who got it
 * @param nanos when, by {@link System#nanoTime}
 * @param thread the name of the thread
 * @param frames where, the innermost first, without this bundle's own
 * @param taken whether it was taken there, and not handed on
 * @param before how it came there, as far as that is kept; null if it was taken there
 */
record Trace(Holder holder, long nanos, String thread, List<String> frames, boolean taken, Trace before) {

    private static final int MOST_FRAMES = 16;
    /** Of those that hand a buffer round and round, the last ones are told. */
    private static final int MOST_STEPS = 8;
    private static final String OWN = Trace.class.getPackageName();

    /** {@return the calling thread's place} {@code before} is null where the buffer is taken. */
    static Trace here(Holder holder, Trace before) {
        List<String> frames = StackWalker.getInstance().walk(all -> all
            .filter(frame -> !frame.getClassName().startsWith(OWN)).limit(MOST_FRAMES)
            .map(StackWalker.StackFrame::toStackTraceElement).map(Trace::text).toList());
        return new Trace(holder, System.nanoTime(), Thread.currentThread().getName(), frames, before == null,
            shortened(before, MOST_STEPS - 1));
    }

    /** {@return the same place, where a buffer is taken now for this holder: one that was asked for there} */
    static Trace takenFor(Holder holder, Trace asked) {
        return new Trace(holder, System.nanoTime(), asked.thread, asked.frames, true, null);
    }

    /** {@return where it was taken, or the first step after that that is kept} */
    Trace origin() {
        return before == null ? this : before.origin();
    }

    private static Trace shortened(Trace trace, int steps) {
        if (trace == null || steps == 0) {
            return null;
        }
        return new Trace(trace.holder, trace.nanos, trace.thread, trace.frames, trace.taken, shortened(trace.before, steps - 1));
    }

    /** Without the class loader and the module, which are the same for all bundles. */
    private static String text(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }

    /** {@return who had it and where, step by step: equal for all buffers that came by the same way, on whatever thread} */
    List<Object> places() {
        List<Object> places = new ArrayList<>();
        for (Trace step = this; step != null; step = step.before) {
            places.add(step.holder);
            places.add(step.taken);
            places.add(step.frames);
        }
        return places;
    }

    /** {@return for people: each step a line, with the frames below it, the last step first} */
    String report() {
        List<String> lines = new ArrayList<>();
        for (Trace step = this; step != null; step = step.before) {
            lines.add((step.taken ? "taken by " : "handed to ") + step.holder + " on thread " + step.thread);
            step.frames.forEach(frame -> lines.add("    at " + frame));
        }
        return String.join(System.lineSeparator(), lines);
    }
}
