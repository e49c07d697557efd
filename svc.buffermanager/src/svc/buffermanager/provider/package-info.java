// SPDX-License-Identifier: Apache-2.0
/**
 * The buffer manager's provider. {@link svc.buffermanager.provider.ManagerComponent} lives with the configuration and the
 * allocators, and builds and retires {@linkplain svc.buffermanager.provider.Pool pools}; {@link
 * svc.buffermanager.provider.PooledBufferManager} is the service, and hands out the {@linkplain svc.buffermanager.provider.Slot
 * slots} of the pool of the moment.
 */
package svc.buffermanager.provider;
