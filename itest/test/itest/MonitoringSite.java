// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** What watches the managers, as it is reached over HTTP, in the container that monitoring.bndrun makes. */
final class MonitoringSite implements AutoCloseable {

    private final BundleContext context;
    // Its threads end with what they do, so that none is found left over while a test counts.
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();

    MonitoringSite(BundleContext context) {
        this.context = context;
    }

    /** {@return the container's options} Called outside the container. */
    static List<Option> options() {
        return Container.options("monitoring");
    }

    private int port() {
        ServiceReference<?> runtime = context.getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime");
        return URI.create(((String[]) runtime.getProperty("osgi.http.endpoint"))[0]).getPort();
    }

    /** Waits until there is something at the path. */
    void await(String path) {
        Awaiting.that(path + " is served").ignoreExceptions().until(() -> get(path).statusCode() != 404);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    /** Sends a request with these headers: names and values in turn. */
    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
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

    @Override
    public void close() {
        client.close();
        threads.close();
    }
}
