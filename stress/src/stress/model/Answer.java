// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayList;
import java.util.List;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.MemoryUnavailableException;

/** What a call came to, as text: what the model says and what happened are compared, and shown, in this form. */
final class Answer {

    static final String DONE = "done";
    static final String NO_BUFFER = buffer(false, 0, 0, 0) + ", no context";

    private static final String THROWS = "throws ";
    /** What is thrown may be a subclass of what is documented, so long as that is an {@code IllegalArgumentException}, say. */
    private static final List<Class<? extends RuntimeException>> DOCUMENTED = List.of(IllegalArgumentException.class,
        IndexOutOfBoundsException.class, NullPointerException.class, ArrayStoreException.class, IllegalStateException.class,
        MemoryUnavailableException.class);

    private Answer() {
    }

    /** A call of the real thing. */
    @FunctionalInterface
    interface Call {

        /** {@return what it came to} */
        String make();
    }

    static String of(Call call) {
        try {
            return call.make();
        } catch (Throwable e) { // Whatever it is: it is the answer.
            return thrown(e);
        }
    }

    static String thrown(String... kinds) {
        return thrown(List.of(kinds));
    }

    /** {@return the answer that is the first of them, with the others suppressed} */
    static String thrown(List<String> kinds) {
        return THROWS + String.join(", suppresses ", kinds);
    }

    static String thrown(BufferMisuseException.Kind kind) {
        return thrown(name(kind));
    }

    private static String thrown(Throwable e) {
        List<String> kinds = new ArrayList<>(List.of(kind(e)));
        for (Throwable suppressed : e.getSuppressed()) {
            kinds.add(kind(suppressed));
        }
        return thrown(kinds);
    }

    private static String name(BufferMisuseException.Kind kind) {
        return "BufferMisuseException " + kind;
    }

    private static String kind(Throwable e) {
        if (e instanceof BufferMisuseException misuse) {
            return name(misuse.kind());
        }
        return DOCUMENTED.stream().filter(type -> type.isInstance(e)).map(Class::getSimpleName).findFirst().orElseGet(e::toString);
    }

    /** {@return what is thrown, if the answer is that something is thrown; or null} */
    static String kindThrown(String answer) {
        return answer.startsWith(THROWS) ? answer.substring(THROWS.length()) : null;
    }

    static String buffer(boolean valid, int size, int offset, int capacity) {
        return (valid ? "valid, " : "not valid, ") + size + " bytes from " + offset + " on, of " + capacity;
    }

    static String buffer(Buffer buffer) {
        String answer = buffer(buffer.isValid(), buffer.size(), buffer.offset(), buffer.capacity());
        return buffer.context() == Buffer.NO_CONTEXT ? answer + ", no context" : answer;
    }

    static String buffers(List<String> buffers) {
        StringBuilder answer = new StringBuilder().append(buffers.size());
        for (int i = 0; i < buffers.size();) {
            int end = i;
            while (end < buffers.size() && buffers.get(end).equals(buffers.get(i))) {
                end++;
            }
            answer.append(i == 0 ? ": " : "; ").append(end - i).append(" x ").append(buffers.get(i));
            i = end;
        }
        return answer.toString();
    }
}
