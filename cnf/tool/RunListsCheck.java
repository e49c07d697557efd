// SPDX-License-Identifier: Apache-2.0
package tool;

import java.util.List;

/** Nobody edits a run list by hand, and none is out of date. */
record RunListsCheck(RunLists lists) implements Check {
    @Override
    public String rule() {
        return "the run lists are what their requirements resolve to";
    }

    @Override
    public List<String> violations() throws Exception {
        return lists.changes();
    }

    @Override
    public String remedy() {
        return "run ./bndw resolve and commit what it writes";
    }
}
