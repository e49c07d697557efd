// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

/** What others sent, as it may stand in a line of a log. */
final class Printable {

    private Printable() {
    }

    /** {@return the bytes as text: ASCII as it is, but for backslash and quotation mark; all else as {@code \xNN}} */
    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte each : bytes) {
            if (each >= ' ' && each <= '~' && each != '\\' && each != '"') {
                text.append((char) each);
            } else {
                text.append("\\x").append(Character.forDigit(each >> 4 & 0xF, 16)).append(Character.forDigit(each & 0xF, 16));
            }
        }
        return text.toString();
    }
}
