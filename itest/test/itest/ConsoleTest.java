// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerListener;

/** The page of the web console over HTTP: who gets in, what is refused, and what is left when it stops. */
public class ConsoleTest extends ContainerTest {

    private static final String FACE = "svc.buffermanager.webconsole";
    private static final int READERS = 100;
    private static final int ROUNDS = 3;
    /** What the server keeps for that many connections is far the most of it. */
    private static final long MOST_BYTES = 32 << 20;

    private final List<Socket> sockets = new ArrayList<>();
    private ConsoleSite site;
    private ConfiguredManager manager;

    /** Called by Pax Exam, outside the container. */
    @Override
    @Configuration
    public Option[] container() {
        return ConsoleSite.options().toArray(Option[]::new);
    }

    @Before
    public void openSite() throws Exception {
        site = new ConsoleSite(context);
        manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x8")));
        manager.service();
        site.awaitPage();
    }

    @After
    public void closeSite() throws Exception {
        leaveAll();
        site.close();
    }

    private void leaveAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private Socket reader() throws IOException {
        Socket socket = site.reader();
        sockets.add(socket);
        return socket;
    }

    private String reset() {
        return "/" + manager.serviceId() + "/reset";
    }

    private HttpResponse<String> post(String path, String cookie, String token, String... more) throws Exception {
        List<String> headers = new ArrayList<>(List.of("Authorization", site.authorization(), "Cookie", cookie, "X-Buffers-Token",
            token));
        headers.addAll(List.of(more));
        return site.send("POST", path, headers.toArray(String[]::new));
    }

    private String own() {
        return "http://127.0.0.1:" + site.port();
    }

    @Test
    public void everythingNeedsALogin() throws Exception {
        for (String path : List.of("", "/page.js", "/stream", reset())) {
            assertEquals(path, 401, site.send("GET", path).statusCode());
            assertEquals(path, 401, site.send("POST", path).statusCode());
            assertEquals(path, 401, site.send("GET", path, "Authorization", "Basic YWRtaW46YWRtaW4=").statusCode());
        }
    }

    @Test
    public void thePageAllowsNoScriptButItsOwn() throws Exception {
        HttpResponse<String> page = site.get("");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy, policy.startsWith("default-src 'none'; script-src 'self'; "));
        assertFalse(policy, policy.contains("unsafe"));
        assertFalse("the page names no other place", page.body().contains("//"));
    }

    @Test
    public void anActionNeedsTokenAndOrigin() throws Exception {
        String[] session = site.session();
        String cookie = session[0];
        String token = session[1];
        assertEquals("all right", 200, post(reset(), cookie, token, "Origin", own()).statusCode());
        assertEquals("no token", 403, post(reset(), cookie, "", "Origin", own()).statusCode());
        assertEquals("another session's token", 403, post(reset(), cookie, site.session()[1], "Origin", own()).statusCode());
        assertEquals("no session", 403, post(reset(), "a=b", token, "Origin", own()).statusCode());
        assertEquals("no origin", 403, post(reset(), cookie, token).statusCode());
        assertEquals("another origin", 403, post(reset(), cookie, token, "Origin", "http://evil.example").statusCode());
        assertEquals("no origin that can be told", 403, post(reset(), cookie, token, "Origin", "null").statusCode());
        for (String site : List.of("cross-site", "same-site")) {
            assertEquals(site, 403, post(reset(), cookie, token, "Origin", own(), "Sec-Fetch-Site", site).statusCode());
        }
    }

    @Test
    public void buttonsDoWhatTheySay() throws Exception {
        String[] session = site.session();
        BufferManager service = manager.service();
        service.allocate(64).close();
        assertEquals(1, service.snapshot().hiBuffs);
        String path = "/" + manager.serviceId() + "/";
        assertEquals("{}", post(path + "reset", session[0], session[1], "Origin", own()).body());
        assertEquals(0, service.snapshot().hiBuffs);
        post(path + "track-all", session[0], session[1], "Origin", own());
        assertEquals(1, service.snapshot().tracking);
        post(path + "track-none", session[0], session[1], "Origin", own());
        assertEquals(0, service.snapshot().tracking);
        String audit = post(path + "audit", session[0], session[1], "Origin", own()).body();
        assertTrue(audit, audit.contains("\"slots\":8,\"findings\":[]"));
    }

    @Test
    public void whatIsMalformedIsRefused() throws Exception {
        String[] session = site.session();
        for (String path : List.of("/x", "/page.html", "/../bundles/x", "/%2e%2e/page.js", "/1/explode", "/-1/reset",
            "/9999999999999999999/reset", "/stream/x")) {
            int status = post(path, session[0], session[1], "Origin", own()).statusCode();
            assertTrue(path + ": " + status, status >= 400 && status < 500);
        }
        assertEquals("no such manager", 404, post("/999999/reset", session[0], session[1], "Origin", own()).statusCode());
        assertEquals("GET changes nothing", 405, site.get(reset()).statusCode());
        assertEquals("the page takes no POST", 405, post("", session[0], session[1], "Origin", own()).statusCode());
        String head = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + site.authorization() + "\r\n";
        for (String request : List.of("GET\r\n\r\n", "GET " + ConsoleSite.PAGE + "/%zz" + head + "\r\n",
            "G@T " + ConsoleSite.PAGE + head + "\r\n",
            "GET " + ConsoleSite.PAGE + head + "A: " + "x".repeat(100_000) + "\r\n\r\n",
            "POST " + ConsoleSite.PAGE + reset() + head + "Content-Length: -1\r\n\r\n",
            "POST " + ConsoleSite.PAGE + reset() + head + "Content-Length: 5\r\n\r\nabcde")) {
            String status = site.raw(request);
            String start = request.substring(0, Math.min(80, request.length()));
            assertTrue(start + ": " + status, status.matches("HTTP/1.1 4\\d\\d .*"));
        }
    }

    @Test
    public void aHundredReadersAreServedAndNoMore() throws Exception {
        for (int i = 0; i < READERS; i++) {
            // What comes first tells that it is counted.
            ConsoleSite.awaitText(reader(), "text/event-stream");
        }
        HttpResponse<String> refused = site.get("/stream");
        assertEquals(503, refused.statusCode());
        assertTrue(refused.headers().firstValue("Retry-After").isPresent());
        // Half of them go without a word, and the others never read more: still there is room again, and who reads is served.
        for (Socket socket : sockets.subList(0, READERS / 2)) {
            socket.close();
        }
        Awaiting.that("there is room again").until(() -> {
            Socket next = site.reader();
            sockets.add(next);
            try {
                ConsoleSite.awaitText(next, "event: sample");
                return true;
            } catch (IOException e) {
                next.close();
                return false;
            }
        });
        assertTrue("the page's thread is one", pageThreads().size() <= 1);
        leaveAll();
        awaitIdle();
    }

    /** What it does to the pool's speed is said, not judged: a loaded machine would fail here for no fault. */
    @Test
    public void aHundredReadersWhoReadNothingCostLittleMemory() throws Exception {
        BufferManager service = manager.service();
        Speed.ofBuffers(service);
        for (int round = 0; round < ROUNDS; round++) {
            double alone = Speed.ofBuffers(service);
            long before = Speed.heapBytes();
            for (int i = 0; i < READERS; i++) {
                ConsoleSite.awaitText(reader(), "event: sample");
            }
            double watched = Speed.ofBuffers(service);
            long more = Speed.heapBytes() - before;
            System.out.printf("100 page readers: %.2f times as many buffers a second as with none; %,d KiB more heap%n",
                watched / alone, more >> 10);
            assertTrue(more + " bytes", more < MOST_BYTES);
            leaveAll();
            awaitIdle();
        }
    }

    private void awaitIdle() {
        Awaiting.that("nobody listens").until(() -> context.getServiceReferences(BufferManagerListener.class, null).isEmpty());
        Awaiting.that("no thread of the page is left").until(() -> pageThreads().isEmpty());
    }

    private List<String> pageThreads() {
        return new Leftovers(context).all().stream().filter(line -> line.startsWith("virtual thread buffers page")).toList();
    }

    @Test
    public void stoppedTwentyTimesItLeavesNothing() throws Exception {
        Loaders loaders = new Loaders();
        restart(new Loaders());
        Leftovers leftovers = new Leftovers(context);
        for (int i = 0; i < 20; i++) {
            restart(loaders);
        }
        loaders.awaitCollected();
        // The server's own threads come and go with its load; its names for them have a number.
        Awaiting.that("nothing is left").until(() -> leftovers.left().stream()
            .filter(line -> !line.matches("thread (qtp|Session-Scheduler|Connector-Scheduler|HttpClient).*")).toList(),
            List::isEmpty);
    }

    /** Stops and updates the face while somebody reads, and starts it again. */
    private void restart(Loaders loaders) throws Exception {
        Bundle face = bundles.named(FACE);
        Socket socket = reader();
        ConsoleSite.awaitText(socket, "event: sample");
        loaders.watch(face);
        face.stop();
        // The answer comes to its end.
        socket.getInputStream().readAllBytes();
        leaveAll();
        assertEquals(404, site.get("/page.js").statusCode());
        bundles.update(face);
        bundles.refresh(face);
        bundles.named(FACE).start();
        site.awaitPage();
    }
}
