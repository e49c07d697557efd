// SPDX-License-Identifier: Apache-2.0
/**
 * What is kept in a pool's memory beside the buffers, so that they can be read again when the JVM has died: how that memory is
 * laid out, how it is
 * written so that a kill at any moment leaves it readable, and how it is read. It knows bytes, and nothing of pools.
 */
package svc.buffermanager.recovery;
