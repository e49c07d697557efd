// SPDX-License-Identifier: Apache-2.0
package tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which tests are wanted: each name is a project's, or PROJECT/CLASS, in which * stands for any characters. */
final class TestChoice {
    private final Map<String, List<String>> classes = new LinkedHashMap<>();

    private TestChoice() {
    }

    static TestChoice of(List<String> names) {
        TestChoice choice = new TestChoice();
        for (String name : names) {
            String[] parts = name.split("/", 2);
            List<String> of = choice.classes.computeIfAbsent(parts[0], _ -> new ArrayList<>());
            if (parts.length == 2) {
                of.add(expression(parts[1]));
            }
        }
        return choice;
    }

    /** The projects that are named, each once; none where all are wanted. */
    List<String> projects() {
        return List.copyOf(classes.keySet());
    }

    /** Expressions, of which one matches the full name of each class that is wanted; none where all are. */
    List<String> classes(String project) {
        return classes.getOrDefault(project, List.of());
    }

    private static String expression(String simpleName) {
        String literal = Arrays.stream(simpleName.split("[*]", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return "(.*[.])?" + literal + "([$].*)?";
    }
}
