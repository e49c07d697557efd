// SPDX-License-Identifier: Apache-2.0
package groundlink;

import groundlink.transfer.TransferException;

/** A host and a TCP port, as somebody has typed them. */
record Address(String host, int port) {

    private static final int MAX_PORT = 0xFFFF;

    /**
     * {@return what a text says}
     *
     * @param text {@code HOST:PORT}, or {@code PORT}
     * @param defaultHost the host of the latter
     * @param least the least port that is allowed
     * @throws TransferException if it can't be read; the message says how to do it
     */
    static Address parse(String text, String defaultHost, int least) throws TransferException {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? defaultHost : text.substring(0, colon);
        // As an address of IPv6 is written before a port.
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isBlank() && port >= least && port <= MAX_PORT) {
                return new Address(host, port);
            }
        } catch (NumberFormatException e) {
            // No number: that is what the message says.
        }
        throw new TransferException("'" + text + "' is no place; give HOST:PORT or PORT, a port from " + least + " to " + MAX_PORT);
    }
}
