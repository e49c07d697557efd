// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions that nobody stores: a session is a random name that the browser keeps in a cookie, and its token is what only this
 * object can compute of that name. A page of another site can have the cookie sent, but reads neither it nor the token.
 */
final class Session {

    /** What a name is: 128 random bits. */
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");
    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /** Makes a key. With it, all tokens of before are none any more. */
    Session() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** {@return whether a string can be the name of a session; null is none} */
    static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /** {@return the name of a new session} */
    String begin() {
        byte[] name = new byte[16];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /** {@return the token of a session} */
    String token(String name) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM + ", but not this one", e);
        }
    }

    /** {@return whether it is the token of that session} How long it takes says nothing about the token. */
    boolean isToken(String name, String token) {
        return isName(name) && token != null && MessageDigest.isEqual(token(name).getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
    }
}
