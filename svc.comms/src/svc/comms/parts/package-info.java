// SPDX-License-Identifier: Apache-2.0
/**
 * What communication components are made of: data that is out and finds its way back ({@link svc.comms.parts.Handover}), events
 * that are counted and throttled ({@link svc.comms.parts.Event}), and views of a buffer that cost no heap ({@link
 * svc.comms.parts.WholeSlot}). Each bundle that uses it has a private copy.
 */
package svc.comms.parts;
