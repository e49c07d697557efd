// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The web console's page of the buffers as it is reached over HTTP, in the container that console.bndrun makes. */
final class ConsoleSite implements AutoCloseable {

    static final String USER = "operator";
    static final String PAGE = "/system/console/buffers";

    private static final String PASSWORD = "itest.password";
    private static final Pattern TOKEN = Pattern.compile("data-token=\"([0-9a-f]+)\"");

    private final BundleContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    ConsoleSite(BundleContext context) {
        this.context = context;
    }

    /** {@return the container's options} Called outside the container. */
    static List<Option> options() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        List<Option> options = Container.options("console");
        options.add(CoreOptions.frameworkProperty(PASSWORD).value(password));
        options.add(CoreOptions.frameworkProperty("felix.webconsole.username").value(USER));
        options.add(CoreOptions.frameworkProperty("felix.webconsole.password").value(password));
        return options;
    }

    String password() {
        return context.getProperty(PASSWORD);
    }

    int port() {
        ServiceReference<?> runtime = context.getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime");
        return URI.create(((String[]) runtime.getProperty("osgi.http.endpoint"))[0]).getPort();
    }

    String address() {
        return "http://127.0.0.1:" + port() + PAGE;
    }

    String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((USER + ":" + password()).getBytes(StandardCharsets.US_ASCII));
    }

    /** Waits until the page is served. */
    void awaitPage() {
        Awaiting.that("the page is served").ignoreExceptions().until(() -> get("").statusCode() == 200);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "Authorization", authorization());
    }

    /** Sends a request with these headers: names and values in turn. */
    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** {@return the session's cookie and the token that a new page has} */
    String[] session() throws IOException, InterruptedException {
        HttpResponse<String> page = get("");
        Matcher token = TOKEN.matcher(page.body());
        if (!token.find()) {
            throw new IOException("no token in " + page.body());
        }
        return new String[] {page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0], token.group(1)};
    }

    /** {@return the status line of the answer to bytes as they are; empty if there is none} */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
        }
    }

    /** {@return a connection on which the stream was asked for, and nothing read} */
    Socket reader() throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(("GET " + PAGE + "/stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
            + authorization() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads a reader's answer up to that text. */
    static void awaitText(Socket reader, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = reader.getInputStream().read();
            if (next < 0) {
                throw new IOException("the end, and no '" + text + "' in " + read);
            }
            read.append((char) next);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
