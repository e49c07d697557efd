// SPDX-License-Identifier: Apache-2.0
package svc.comms.parts;

import java.util.function.Supplier;

/**
 * Reads values of a component's configuration. Declarative Services reads one when it is asked for: a number may turn out to be a
 * text then, which is an exception, and a text an empty list, which is null.
 */
public final class PropertyValue {

    private PropertyValue() {
    }

    /**
     * {@return the number}
     *
     * @param property the name by which people know it
     * @throws IllegalArgumentException if it is none; the message names the property
     */
    public static <T extends Number> T number(String property, Supplier<T> value) {
        try {
            return value.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(property + " is no whole number that fits: " + e.getMessage(), e);
        }
    }

    /**
     * {@return the text, which may be empty}
     *
     * @param property the name by which people know it
     * @throws IllegalArgumentException if there is none; the message names the property
     */
    public static String text(String property, Supplier<String> value) {
        String text = value.get();
        if (text == null) {
            throw new IllegalArgumentException(property + " is an empty list; give one text");
        }
        return text;
    }
}
