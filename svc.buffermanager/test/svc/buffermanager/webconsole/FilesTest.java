// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {

    @Test
    void escapesForHtml() {
        assertEquals("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt; &amp;amp;", Files.escaped("<a b=\"c\" d='e'> &amp;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/page.html", "/../page.js", "/page.js/", "/PAGE.JS", "/Files.class", "page.js"})
    void knowsNoPathButItsOwn(String path) {
        assertNull(Files.type(path));
    }
}
