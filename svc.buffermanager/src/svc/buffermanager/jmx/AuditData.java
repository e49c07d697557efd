// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import java.util.List;

import svc.buffermanager.AuditDTO;

/**
 * What an audit found, as composite data.
 *
 * @param sound whether nothing is wrong
 * @param buffers how many buffers were looked at
 * @param millis how long that took, in ms
 * @param findings what is wrong, a line each
 * @param undecided what could not be told, a line each
 */
public record AuditData(boolean sound, long buffers, double millis, List<String> findings, List<String> undecided) {

    static AuditData of(AuditDTO audit) {
        return new AuditData(audit.findings.isEmpty(), audit.slots, audit.nanos / 1e6, audit.findings, audit.undecided);
    }
}
