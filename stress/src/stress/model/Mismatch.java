// SPDX-License-Identifier: Apache-2.0
package stress.model;

/** What happened is not what the model says. Its message is the report: seed, step, expected, actual, and the steps before. */
public final class Mismatch extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int step;

    Mismatch(int step, String report, Throwable cause) {
        super(report, cause);
        this.step = step;
    }

    /** {@return at which step, from 1 on} */
    public int step() {
        return step;
    }
}
