// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;

/** The health of the managers, as Felix' servlet serves it. */
public class HealthTest extends ContainerTest {

    private static final String FACE = "svc.buffermanager.healthcheck";
    private static final String SERVLET = "org.apache.felix.hc.core.impl.servlet.HealthCheckExecutorServlet";
    private static final String PATH = "/system/health";
    private static final String NOW = PATH + ".json?tags=buffers&forceInstantExecution=true";

    private MonitoringSite site;
    private ConfiguredManager manager;

    /** Called by Pax Exam, outside the container. */
    @Override
    @Configuration
    public Option[] container() {
        return MonitoringSite.options().toArray(Option[]::new);
    }

    @Before
    public void configure() throws Exception {
        site = new MonitoringSite(context);
        configurations.factory(SERVLET, "health", Map.of("cors.accessControlAllowOrigin", ""));
        manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x10", "2KiBx10")));
        manager.service();
        site.await(PATH);
        awaitStatus("OK");
    }

    @After
    public void closeSite() {
        site.close();
    }

    private HttpResponse<String> look() throws Exception {
        return site.get(NOW);
    }

    private static String status(HttpResponse<String> response) {
        return response.headers().firstValue("X-Health").orElse("none");
    }

    private void awaitStatus(String status) {
        Awaiting.that("the health is " + status).until(() -> status(look()), status::equals);
    }

    private void assertSays(String status, String text) throws Exception {
        HttpResponse<String> response = look();
        assertTrue(text + " in\n" + response.body(), response.body().contains(text));
        assertEquals(status, status(response));
    }

    private Buffer[] take(int count) {
        return Stream.generate(() -> manager.service().allocate(64)).limit(count).toArray(Buffer[]::new);
    }

    @Test
    public void aManagerWithRoomIsHealthy() throws Exception {
        Buffer[] taken = take(7);
        assertSays("OK", "manager 32: 7 of 20 buffers in use");
        Stream.of(taken).forEach(Buffer::close);
    }

    @Test
    public void aBinThatIsNearlyUsedUpIsAWarningWithTheBundleThatHasMost() throws Exception {
        Buffer[] taken = take(8);
        assertSays("WARN", "manager 32, bin 64: 8 of 10 buffers in use (80 %; 80 % is the limit), most by "
            + context.getBundle().getSymbolicName() + ": 8. Give the bin more buffers");
        configurations.single(FACE, Map.of("warn.share", 90));
        awaitStatus("OK");
        configurations.single(FACE, Map.of("warn.share", 101));
        Awaiting.that("the log says so").until(() -> !log.with("warn.share 101 is no percentage; give 1 to 100").isEmpty());
        assertSays("OK", "manager 32");
        Stream.of(taken).forEach(Buffer::close);
    }

    @Test
    public void aFailureIsAWarningOnce() throws Exception {
        manager.service().allocate(100_000);
        assertSays("WARN", "manager 32: 1 request since the last look had no free buffer");
        assertSays("OK", "manager 32");
    }

    @Test
    public void aBinThatHasBeenEmptyForTooLongIsCritical() throws Exception {
        configurations.single(FACE, Map.of("empty.seconds", 1L));
        Buffer[] taken = take(10);
        awaitStatus("CRITICAL");
        assertSays("CRITICAL", "manager 32, bin 64: 10 of 10 buffers in use, at every look for ");
        assertEquals(503, look().statusCode());
        Stream.of(taken).forEach(Buffer::close);
        assertSays("OK", "manager 32");
    }

    @Test
    public void aManagerWithoutMemoryIsCritical() throws Exception {
        bundles.stopAllocators();
        manager.awaitOutOfService();
        assertSays("CRITICAL", "manager 32 is configured (svc.buffermanager~m32), but not in service");
        bundles.restore();
        manager.service();
        awaitStatus("OK");
    }

    @Test
    public void theAuditIsMadeNowAndThen() throws Exception {
        Awaiting.that("an audit was made").until(() -> site.get(PATH + ".json?tags=audit").body()
            .contains("manager 32: 20 buffers audited, nothing is wrong"));
    }

    @Test
    public void malformedRequestsDoNoHarm() throws Exception {
        assertEquals(405, site.send("POST", PATH).statusCode());
        for (String request : List.of("GET /system/health\0 HTTP/1.0\r\n\r\n", "GET /system/health.json?tags=%%% HTTP/1.0\r\n\r\n",
            "GET /system/health.html?tags=" + "buffers,".repeat(5000) + " HTTP/1.0\r\n\r\n", "\0\1\2\r\n\r\n")) {
            site.raw(request);
        }
        String page = site.get(PATH + ".html?tags=%3Cscript%3Ealert(1)%3C/script%3E").body();
        assertFalse(page, page.contains("<script>alert"));
        assertSays("OK", "manager 32");
    }

    @Test
    public void nothingIsLeftWhenItHasStopped() throws Exception {
        Restarts.leaveNothing(context, bundles, FACE, () -> {
            Awaiting.that("the manager is looked at").until(() -> look().body().contains("manager 32: 0 of 20"));
            return site.get(PATH + ".json?tags=audit");
        });
        assertFalse(look().body().contains("manager 32"));
        Use.ofBuffers(manager.service(), 10, 64);
    }
}
