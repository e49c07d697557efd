// SPDX-License-Identifier: Apache-2.0
package testkit;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Component configurations as Declarative Services could give them, good and bad: numbers at edges, texts, null for a text that
 * is an empty list, and an exception for what is no number.
 */
public final class OddConfiguration {

    private OddConfiguration() {
    }

    /**
     * {@return a configuration} What it says, it says each time.
     *
     * @param type the annotation
     * @param samples texts to begin with, by the names of methods; where there are none, the default is taken
     */
    public static <T> T of(Class<T> type, Mutator mutator, Map<String, List<String>> samples) {
        Map<String, Object> values = new HashMap<>();
        // In an order of our own: the JVM promises none, and a seed is to give the same again.
        for (Method method : Stream.of(type.getDeclaredMethods()).sorted(Comparator.comparing(Method::getName)).toList()) {
            Object preset = method.getDefaultValue();
            List<String> texts = samples.getOrDefault(method.getName(), List.of("", String.valueOf(preset)));
            values.put(method.getName(), mutator.below(3) == 0 ? preset : value(method, mutator, texts));
        }
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Object value = values.get(method.getName());
            if (value instanceof RuntimeException e) {
                throw e;
            }
            return value;
        }));
    }

    private static Object value(Method method, Mutator mutator, List<String> samples) {
        Class<?> type = method.getReturnType();
        long number = mutator.below(2) == 0 ? mutator.number() : -mutator.number();
        boolean unreadable = mutator.below(10) == 0;
        if (type == String.class) {
            return unreadable ? null : mutator.text(samples);
        } else if (type == String[].class) {
            List<String> texts = new ArrayList<>();
            for (int i = mutator.below(4); i > 0; i--) {
                texts.add(mutator.text(samples));
            }
            return texts.toArray(String[]::new);
        } else if (type == boolean.class) {
            return mutator.below(2) == 0;
        } else if (unreadable) {
            return new NumberFormatException("For input string: \"many\"");
        } else if (type == int.class) {
            return (int) number;
        } else if (type == long.class) {
            return number << (mutator.below(4) == 0 ? 31 : 0);
        }
        throw new IllegalArgumentException("no value for " + method);
    }
}
