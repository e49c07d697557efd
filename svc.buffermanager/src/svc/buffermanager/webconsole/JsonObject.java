// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.util.List;
import java.util.stream.Collectors;

/** An object of JSON as it is written, on one line. Whatever a string holds, it stays a string of that object. */
final class JsonObject {

    private final StringBuilder members = new StringBuilder();

    JsonObject put(String name, long value) {
        return member(name, Long.toString(value));
    }

    JsonObject put(String name, boolean value) {
        return member(name, Boolean.toString(value));
    }

    /** Adds a string, or null. */
    JsonObject put(String name, String value) {
        return member(name, value == null ? "null" : quoted(value));
    }

    JsonObject put(String name, JsonObject value) {
        return member(name, value.toString());
    }

    /** Adds an array of objects. */
    JsonObject put(String name, List<JsonObject> values) {
        return member(name, values.stream().map(JsonObject::toString).collect(Collectors.joining(",", "[", "]")));
    }

    /** Adds an array of strings. */
    JsonObject strings(String name, List<String> values) {
        return member(name, values.stream().map(value -> value == null ? "null" : quoted(value))
            .collect(Collectors.joining(",", "[", "]")));
    }

    private JsonObject member(String name, String value) {
        members.append(members.isEmpty() ? "" : ",").append(quoted(name)).append(':').append(value);
        return this;
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            // Whoever takes this for HTML or a script in spite of its type finds neither tag nor line end in it.
            if (c < ' ' || c > '~' || "\"\\<>&'".indexOf(c) >= 0) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    /** {@return the object as text, in ASCII} */
    @Override
    public String toString() {
        return "{" + members + "}";
    }
}
