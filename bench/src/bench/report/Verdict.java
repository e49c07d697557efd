// SPDX-License-Identifier: Apache-2.0
package bench.report;

/**
 * Whether an aim is met.
 *
 * @param mode where
 * @param aim what is aimed at
 * @param measured what was measured, and what it was compared with
 * @param answer the answer
 */
record Verdict(String mode, String aim, String measured, Answer answer) {

    /** The answer. */
    enum Answer {
        /** It is. */
        MET("met"),
        /** It is not. */
        MISSED("**missed**"),
        /** What it needs was not run, or failed. */
        NOT_MEASURED("not measured");

        final String text;

        Answer(String text) {
            this.text = text;
        }

        static Answer of(boolean met) {
            return met ? MET : MISSED;
        }
    }
}
