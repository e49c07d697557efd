// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

/**
 * What is asked of an allocator.
 *
 * @param memoryId the identifier under which it is asked for, 0 or more
 * @param bytes how many, 1 or more
 * @param alignment what its address is to be a multiple of, a power of two
 */
public record BlockSpec(int memoryId, long bytes, long alignment) {
}
