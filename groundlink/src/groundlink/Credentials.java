// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** A user of the web console and his password, which is made up anew each time: 120 random bits. */
final class Credentials {

    static final String USER = "operator";

    private static final int BYTES = 15;

    private final String password;

    /** Makes up a password. */
    Credentials() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        password = Base64.getUrlEncoder().encodeToString(random);
    }

    /** {@return the password, 20 letters, digits, {@code -} or {@code _}} */
    String password() {
        return password;
    }

    /** {@return what the console compares a password with, in the form in which it is configured} */
    String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.US_ASCII));
            return "{sha-256}" + Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256, but not this one", e);
        }
    }
}
