// SPDX-License-Identifier: Apache-2.0
/**
 * What communication components are made of: data that is out and finds its way back ({@link svc.framing.parts.Handover}), events
 * that are counted and throttled ({@link svc.framing.parts.Event}), and the view of a buffer that costs no heap ({@link
 * svc.framing.parts.WholeSlot}). Each bundle that uses it has a private copy.
 */
package svc.framing.parts;
