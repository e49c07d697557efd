// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

    private final Session session = new Session();

    @Test
    void knowsItsTokens() {
        String name = session.begin();
        assertTrue(Session.isName(name), name);
        assertTrue(session.isToken(name, session.token(name)));
    }

    @Test
    void refusesTheTokenOfAnotherSession() {
        String name = session.begin();
        String other = session.begin();
        assertNotEquals(name, other);
        assertFalse(session.isToken(name, session.token(other)));
    }

    @Test
    void refusesTokensOfBeforeItWasMade() {
        String name = session.begin();
        assertFalse(new Session().isToken(name, session.token(name)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "é", "0000000000000000000000000000000000000000000000000000000000000000"})
    void refusesWhatIsNoToken(String token) {
        assertFalse(session.isToken(session.begin(), token));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0123456789abcdef0123456789abcde", "0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef0123456789abcdef\n", "0123456789abcdef0123456789abcdef0"})
    void refusesWhatIsNoName(String name) {
        assertFalse(Session.isName(name));
        assertFalse(session.isToken(name, session.token(String.valueOf(name))));
    }
}
