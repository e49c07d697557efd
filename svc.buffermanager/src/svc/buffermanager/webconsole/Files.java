// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What this bundle serves as it is in the bundle, by path, and the page with what differs by session filled in. */
final class Files {

    /** All there is: a path that is not here is not looked for. */
    private static final Map<String, String> TYPES = Map.of("/page.css", "text/css", "/page.js", "text/javascript",
        "/managers.js", "text/javascript", "/chart.js", "text/javascript", "/dom.js", "text/javascript", "/tables.js",
        "text/javascript", "/actions.js", "text/javascript", "/units.js", "text/javascript", "/icon.svg", "image/svg+xml");

    private Files() {
    }

    /** {@return the type of the file of that path; null if there is none} */
    static String type(String path) {
        return TYPES.get(path);
    }

    static byte[] content(String path) throws IOException {
        try (InputStream in = Files.class.getResourceAsStream("web" + path)) {
            if (in == null) {
                throw new IOException("the bundle has no web" + path);
            }
            return in.readAllBytes();
        }
    }

    /** {@return the page} */
    static byte[] page(String root, String token) throws IOException {
        return new String(content("/page.html"), StandardCharsets.UTF_8).replace("{{root}}", escaped(root))
            .replace("{{token}}", escaped(token)).getBytes(StandardCharsets.UTF_8);
    }

    /** {@return text as it stands in HTML, also in an attribute} */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
