// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import svc.buffermanager.AuditDTO;

/** What an audit found, as text. */
final class AuditPage {

    private AuditPage() {
    }

    static String of(AuditDTO audit) {
        StringBuilder text = new StringBuilder("manager " + audit.managerId + ": "
            + (audit.findings.isEmpty() ? audit.undecided.isEmpty() ? "sound" : "nothing found" : "NOT SOUND") + ", "
            + audit.slots + " buffers looked at in " + Age.of(audit.nanos));
        audit.findings.forEach(finding -> text.append("\n  ! ").append(finding));
        audit.undecided.forEach(line -> text.append("\n  ? couldn't be told, since it changed at each look: ").append(line));
        return text.toString();
    }
}
