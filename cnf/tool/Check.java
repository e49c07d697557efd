// SPDX-License-Identifier: Apache-2.0
package tool;

import java.util.List;

/** One rule that the workspace keeps. */
interface Check {
    /** The rule, as a sentence that is true where it is kept. */
    String rule();

    /** @return a line for each place where the rule is broken, saying which; empty where it is kept */
    List<String> violations() throws Exception;

    /** What to do about violations. */
    String remedy();
}
