// SPDX-License-Identifier: Apache-2.0
package groundlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Base64;

import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void makesUpAnotherPasswordEachTime() {
        String password = new Credentials().password();
        assertTrue(password.matches("[A-Za-z0-9_-]{20}"), password);
        assertNotEquals(password, new Credentials().password());
    }

    @Test
    void hashesAsTheConsoleDoes() throws Exception {
        Credentials credentials = new Credentials();
        assertEquals("{sha-256}" + Base64.getEncoder().encodeToString(
            MessageDigest.getInstance("SHA-256").digest(credentials.password().getBytes("ISO-8859-1"))), credentials.hash());
    }
}
