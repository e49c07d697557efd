// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A request and what is answered, with the headers that every answer of this bundle has. */
final class Exchange {

    /** The name of the header in which a page shows its token. */
    static final String TOKEN = "X-Buffers-Token";

    private static final String COOKIE = "buffers-session";
    private static final String SAME_ORIGIN = "same-origin";

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    Exchange(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
        // All that the page needs is of this bundle; nothing of it is written in the page itself, and no other site shows it.
        response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", SAME_ORIGIN);
        response.setHeader("Cross-Origin-Resource-Policy", SAME_ORIGIN);
        response.setHeader("Cross-Origin-Opener-Policy", SAME_ORIGIN);
        response.setHeader("Cache-Control", "no-store");
    }

    HttpServletRequest request() {
        return request;
    }

    /** {@return the path below the page's, {@code ""} for the page} */
    String path() {
        return request.getPathInfo() == null ? "" : request.getPathInfo();
    }

    /** {@return the path of the console on this server} */
    String root() {
        return request.getContextPath();
    }

    /** {@return whether a browser says that another site's page had it make this request} */
    boolean isForeign() {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals(SAME_ORIGIN) && !site.equals("none");
    }

    /** {@return whether the page that made this request is of this server. Every browser says of a POST whose it is} */
    boolean isOwn() {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        return !isForeign() && origin != null && host != null && origin.endsWith("://" + host);
    }

    /** {@return the name of the session, or null} */
    String session() {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE) && Session.isName(cookie.getValue())) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    /** Has the browser keep the name of a session, away from scripts and from requests that other sites have it make. */
    void keep(String session) {
        Cookie cookie = new Cookie(COOKIE, session);
        cookie.setPath(root() + request.getServletPath());
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Strict");
        response.addCookie(cookie);
    }

    /** {@return what the request has as its token, or null} */
    String token() {
        return request.getHeader(TOKEN);
    }

    /** Answers with a line of text. */
    void say(int status, String text) throws IOException {
        send(status, "text/plain", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Answers that this path wants another method. */
    void wants(String method) throws IOException {
        response.setHeader("Allow", method);
        say(HttpServletResponse.SC_METHOD_NOT_ALLOWED, request.getMethod() + " means nothing here; use " + method);
    }

    /** Answers that it can't be done at this time. */
    void later(int seconds, String text) throws IOException {
        response.setHeader("Retry-After", Integer.toString(seconds));
        say(HttpServletResponse.SC_SERVICE_UNAVAILABLE, text);
    }

    /** Answers with content of a type, of which UTF-8 is the charset. */
    void send(int status, String type, byte[] content) throws IOException {
        response.setStatus(status);
        response.setContentType(type + ";charset=utf-8");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    /** Begins an answer that has no end of its own. */
    void beginStream() {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        // For proxies that would collect what comes.
        response.setHeader("X-Accel-Buffering", "no");
    }
}
