// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer;

/**
 * The format of a file packet, all big-endian and unsigned: the 16-bit descriptor {@link svc.framing.PacketDescriptor#FILE}, the
 * type in one byte, the sequence index in four; then what the type says.
 * <pre>
 *   START   file size, 4 bytes; source path and destination path, each as its length in one byte, and that many bytes
 *   DATA    offset in the file, 4 bytes; how many bytes follow, 2 bytes; these bytes
 *   END     CFDP checksum of the file, 4 bytes
 *   CANCEL  nothing
 * </pre>
 * The START packet has sequence index 0, each packet after it one more. F´: {@code Fw::FilePacket}.
 */
public final class FilePacket {

    /** The type of the packet that begins a file. */
    public static final int START = 0;

    /** The type of a packet with a piece of the file. */
    public static final int DATA = 1;

    /** The type of the packet that ends a file. */
    public static final int END = 2;

    /** The type of the packet that gives a file up. */
    public static final int CANCEL = 3;

    /** How many bytes each packet begins with: descriptor, type and sequence index. */
    public static final int HEADER_BYTES = 7;

    /** How many bytes a DATA packet has before its data. */
    public static final int DATA_HEADER_BYTES = HEADER_BYTES + 6;

    /** Most bytes of data in a DATA packet. */
    public static final int MAX_DATA_BYTES = 0xFFFF;

    /** Most bytes of a path. */
    public static final int MAX_PATH_BYTES = 0xFF;

    /** Most bytes of a file. */
    public static final long MAX_FILE_BYTES = 0xFFFF_FFFFL;

    private FilePacket() {
    }
}
