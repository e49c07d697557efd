// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import org.apache.felix.service.command.CommandSession;

/** What is known of where a command's output goes. */
final class Terminal {

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;

    private Terminal() {
    }

    /** {@return how many characters there are in a line: what the session says as COLUMNS; 80 if it says nothing} */
    static int width(CommandSession session) {
        Object columns = session.get("COLUMNS");
        int width = 0;
        if (columns instanceof Number number) {
            width = number.intValue();
        } else if (columns != null && columns.toString().matches("\\d{1,6}")) {
            width = Integer.parseInt(columns.toString());
        }
        // A terminal that doesn't know tells 0.
        return width <= 0 ? USUAL_WIDTH : Math.max(LEAST_WIDTH, width);
    }
}
