// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.annotation.bundle.Capability;
import org.osgi.namespace.service.ServiceNamespace;

import fw.memory.MemAllocator;

/**
 * Tells the resolver that a component offers a {@link MemAllocator}, which DS can't know, since {@link AllocatorService}
 * registers it.
 */
@Capability(namespace = ServiceNamespace.SERVICE_NAMESPACE, attribute = "objectClass:List<String>=fw.memory.MemAllocator",
        uses = MemAllocator.class, effective = "active")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ProvidesMemAllocator {
}
