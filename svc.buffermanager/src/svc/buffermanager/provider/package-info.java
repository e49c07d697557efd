// SPDX-License-Identifier: Apache-2.0
/**
 * The buffer manager's provider. {@link svc.buffermanager.provider.ManagerComponent} lives with the configuration and the
 * allocators; {@link svc.buffermanager.provider.Settler} decides which {@linkplain svc.buffermanager.provider.Pool pool} there
 * is, and {@link svc.buffermanager.provider.Returns} sees to it that the memory of retired ones goes back; {@link
 * svc.buffermanager.provider.PooledBufferManager} is the service, and hands out the {@linkplain svc.buffermanager.provider.Slot
 * slots} of the pool of the moment.
 */
package svc.buffermanager.provider;
