// SPDX-License-Identifier: Apache-2.0
package groundlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import groundlink.transfer.TransferException;

class AddressTest {

    @ParameterizedTest
    @CsvSource({"5000,here,5000", "a.b:1,a.b,1", "[::1]:65535,::1,65535", "::1:7,::1,7"})
    void readsHostAndPort(String text, String host, int port) throws Exception {
        Address address = Address.parse(text, "here", 1);

        assertEquals(host, address.host());
        assertEquals(port, address.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:", ":5", "0", "65536", "-1", "a:b", "1:2x"})
    void refusesWhatIsNoPlace(String text) {
        TransferException e = assertThrows(TransferException.class, () -> Address.parse(text, "here", 1));

        assertEquals("'" + text + "' is no place; give HOST:PORT or PORT, a port from 1 to 65535", e.getMessage());
    }

    @Test
    void takesZeroWhereAFreePortIsMeant() throws Exception {
        assertEquals(0, Address.parse("0", "here", 0).port());
    }
}
