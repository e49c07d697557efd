// SPDX-License-Identifier: Apache-2.0
/**
 * The accumulator's provider. {@link svc.frameaccumulator.provider.AccumulatorComponent} lives with the configuration and the
 * allocators; {@link svc.frameaccumulator.provider.Accumulator} is the way of the data; between them stands the {@link
 * svc.frameaccumulator.provider.Store}, whose {@link svc.frameaccumulator.provider.Ring} the one exchanges under the other's
 * hands.
 */
package svc.frameaccumulator.provider;
