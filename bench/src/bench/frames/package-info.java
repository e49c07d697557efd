// SPDX-License-Identifier: Apache-2.0
/**
 * Ways to find the frames in a stream of bytes and take their payloads out: this project's components, and what they are
 * compared with.
 */
package bench.frames;
