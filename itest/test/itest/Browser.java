// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A headless Chromium, driven through its ChromeDriver by plain HTTP, as WebDriver has it. Both are Debian's packages {@code
 * chromium} and {@code chromium-driver}.
 */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final Pattern STRING = Pattern.compile("\"value\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([0-9a-f]+)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

    private final Process driver;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String session;

    /** Starts one, whose window is so wide and high. */
    Browser(int width, int height) throws IOException, InterruptedException {
        driver = new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
        String address = null;
        while (address == null) {
            String line = driver.inputReader().readLine();
            if (line == null) {
                throw new IOException("chromedriver ended before it listened");
            }
            Matcher port = PORT.matcher(line);
            address = port.find() ? "http://127.0.0.1:" + port.group(1) + "/session" : null;
        }
        String begun = request("POST", address, "{\"capabilities\":{\"alwaysMatch\":{\"goog:loggingPrefs\":{\"browser\":\"ALL\"},"
            + "\"goog:chromeOptions\":{\"binary\":\"" + CHROMIUM + "\",\"args\":["
            + "\"--headless\",\"--no-sandbox\",\"--disable-gpu\",\"--disable-quic\",\"--no-first-run\",\"--disable-background-networking\",\"--disable-component-update\","
            + "\"--disable-sync\",\"--disable-dev-shm-usage\",\"--window-size=" + width + "," + height + "\"]}}}}");
        Matcher id = SESSION.matcher(begun);
        if (!id.find()) {
            throw new IOException("no session: " + begun);
        }
        session = address + "/" + id.group(1);
    }

    /** {@return whether there is one on this machine} */
    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /** Logs in wherever it goes from now on. */
    void logIn(String user, String password) throws IOException, InterruptedException {
        command("Network.enable", "{}");
        command("Network.setExtraHTTPHeaders", "{\"headers\":{\"Authorization\":\"Basic "
            + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)) + "\"}}");
    }

    /** Opens a page and waits until it is loaded. */
    void open(String address) throws IOException, InterruptedException {
        request("POST", session + "/url", "{\"url\":\"" + address + "\"}");
    }

    /** {@return what an expression of JavaScript is in the page, as a string} It may be awaited. */
    String value(String expression) throws IOException, InterruptedException {
        String answer = request("POST", session + "/execute/sync",
            "{\"script\":" + quoted("return (async () => String(await (" + expression + ")))()") + ",\"args\":[]}");
        Matcher string = STRING.matcher(answer);
        if (!string.find()) {
            throw new IOException(expression + ": " + answer);
        }
        return ESCAPE.matcher(string.group(1)).replaceAll(escape -> Matcher.quoteReplacement(switch (escape.group(1).charAt(0)) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'u' -> Character.toString(Integer.parseInt(escape.group(2), 16));
            default -> escape.group(1);
        }));
    }

    /** Presses a key and lets it go: a letter, or what WebDriver has for a key without one. */
    void press(char key) throws IOException, InterruptedException {
        String value = "\"value\":\"\\u%04x\"}".formatted((int) key);
        request("POST", session + "/actions", "{\"actions\":[{\"type\":\"key\",\"id\":\"keyboard\",\"actions\":["
            + "{\"type\":\"keyDown\"," + value + ",{\"type\":\"keyUp\"," + value + "]}]}");
    }

    /** {@return all that the browser's console has been told since the last call, as JSON; {@code {"value":[]}} if nothing} */
    String console() throws IOException, InterruptedException {
        return request("POST", session + "/se/log", "{\"type\":\"browser\"}");
    }

    /** Has pages see a screen of that size, and a user who likes {@code light} or {@code dark}. */
    void emulate(int width, int height, String scheme) throws IOException, InterruptedException {
        command("Emulation.setDeviceMetricsOverride", "{\"width\":" + width + ",\"height\":" + height
            + ",\"deviceScaleFactor\":1,\"mobile\":" + (width < 600) + "}");
        command("Emulation.setEmulatedMedia",
            "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]}");
    }

    /** {@return the window as PNG} */
    byte[] screenshot() throws IOException, InterruptedException {
        String answer = request("GET", session + "/screenshot", null);
        return Base64.getMimeDecoder().decode(answer.substring(answer.indexOf(":\"") + 2, answer.lastIndexOf('"')));
    }

    private void command(String name, String parameters) throws IOException, InterruptedException {
        request("POST", session + "/goog/cdp/execute", "{\"cmd\":\"" + name + "\",\"params\":" + parameters + "}");
    }

    private String request(String method, String address, String body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(60))
            .method(method, content).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + address + ": " + response.body());
        }
        return response.body();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** Ends it, with all its processes. */
    @Override
    public void close() throws IOException {
        try {
            request("DELETE", session, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroy();
            client.close();
        }
    }
}
