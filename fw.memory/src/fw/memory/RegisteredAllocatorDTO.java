// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import java.util.List;

import org.osgi.dto.DTO;

/** An allocator as it stands in the service registry, at one moment. */
public class RegisteredAllocatorDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public RegisteredAllocatorDTO() {
    }

    /** Its {@link MemAllocator#NAME}; if it has none, {@code service-} and the service id. */
    public String name;

    /** Its {@link MemAllocator#TYPE types}; may be empty. */
    public List<String> types;

    /** Whether its blocks can be {@linkplain MemAllocator#RECOVERABLE recoverable}. */
    public boolean recoverable;

    /** Its {@code service.ranking}: more is better. */
    public int ranking;

    /** Its {@code service.id}. */
    public long serviceId;

    /** The symbolic name of the bundle that registered it. */
    public String bundle;
}
