// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import java.util.List;

import org.osgi.dto.DTO;

/** What {@link BufferManager#audit} found. */
public class AuditDTO extends DTO {

    /** Makes a report to be filled in. */
    public AuditDTO() {
    }

    /** The manager's id. */
    public int managerId;

    /** When it began, in milliseconds since 1970-01-01T00:00Z. */
    public long startedMillis;

    /** How long it took, in nanoseconds. */
    public long nanos;

    /** How many buffers it looked at, those of pools that are being retired included. */
    public long slots;

    /**
     * What is wrong, for people: each names the buffer, bin or bundle, and the values that contradict each other. Empty if nothing
     * is. After a limit that the last one names, more are only counted.
     */
    public List<String> findings;

    /**
     * What couldn't be told, for people: figures that changed at each look, and never agreed. None of it need be wrong; an
     * audit at a quieter moment can tell. Empty if all could be told.
     */
    public List<String> undecided;
}
