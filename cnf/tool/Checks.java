// SPDX-License-Identifier: Apache-2.0
package tool;

import java.util.List;

import aQute.bnd.build.Workspace;

/** Holds the workspace, whose bundles are made, against its rules. */
final class Checks {
    private final List<Check> checks;

    Checks(Workspace workspace) throws Exception {
        List<Bundle> bundles = Bundle.all(workspace);
        checks = List.of(new RunListsCheck(new RunLists(workspace)), new HeadersCheck(bundles), new VersionsCheck(bundles),
            new AnnotationsCheck(workspace), new DirectionsCheck(bundles), new SourcesCheck(workspace),
            new SameBytesCheck(workspace, bundles));
    }

    /** @return the exit status: 0 where all rules are kept */
    int run() throws Exception {
        int status = 0;
        for (Check check : checks) {
            List<String> violations = violations(check);
            if (violations.isEmpty()) {
                System.out.println("ok: " + check.rule());
            } else {
                status = 1;
                System.out.println("FAILED: " + check.rule() + "; " + check.remedy());
                violations.forEach(violation -> System.out.println("  " + violation));
            }
        }
        return status;
    }

    private static List<String> violations(Check check) throws Exception {
        try {
            return check.violations();
        } catch (Failure e) {
            return e.getMessage().lines().toList();
        }
    }
}
