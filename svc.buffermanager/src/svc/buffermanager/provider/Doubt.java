// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.function.Supplier;

/** Figures that didn't agree, each time that they were looked at. */
final class Doubt {

    private final Supplier<String> look;
    private String text;
    private boolean steady = true;

    /** @param look gives null if the figures agree; else says, for people, how they don't */
    Doubt(Supplier<String> look) {
        this.look = look;
    }

    /** Looks again. {@return whether the figures don't agree} */
    boolean isLeft() {
        String now = look.get();
        steady = steady && (text == null || text.equals(now));
        text = now;
        return now != null;
    }

    /** {@return whether each look found the same} */
    boolean isSteady() {
        return steady;
    }

    /** {@return what the last look found} */
    String text() {
        return text;
    }
}
