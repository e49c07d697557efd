// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import itest.client.Holder;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** What Prometheus reads at /metrics. */
public class MetricsTest extends ContainerTest {

    private static final String FACE = "svc.buffermanager.prometheus";
    private static final String PATH = "/metrics";

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
        manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x8", "2KiBx4"),
            BufferManager.DRAIN_TIMEOUT, 50L));
        manager.service();
        site.await(PATH);
    }

    @After
    public void closeSite() {
        site.close();
    }

    private String metrics() throws IOException, InterruptedException {
        return site.get(PATH).body();
    }

    private static void assertLine(String metrics, String line) {
        assertTrue(line + " in\n" + metrics, metrics.lines().anyMatch(line::equals));
    }

    @Test
    public void figuresAreTheServices() throws Exception {
        Buffer buffer = manager.service().allocate(64);
        manager.service().allocate(100_000);
        String metrics = metrics();
        BufferManagerDTO service = manager.snapshot();
        assertLine(metrics, "svc_buffermanager_buffers{manager=\"32\"} 12.0");
        assertLine(metrics, "svc_buffermanager_buffers_lent{manager=\"32\"} 1.0");
        assertLine(metrics, "svc_buffermanager_buffers_high_water{manager=\"32\"} " + (double) service.hiBuffs);
        assertLine(metrics, "svc_buffermanager_pool_bytes{manager=\"32\"} " + (double) service.poolBytes);
        assertLine(metrics, "svc_buffermanager_exhausted_total{manager=\"32\"} 1.0");
        assertLine(metrics, "svc_buffermanager_bin_buffers_lent{bin=\"64\",manager=\"32\"} 1.0");
        assertLine(metrics, "svc_buffermanager_bin_buffers_lent{bin=\"2048\",manager=\"32\"} 0.0");
        assertLine(metrics, "svc_buffermanager_misuses_total{kind=\"OVERWRITTEN\",manager=\"32\"} 0.0");
        assertLine(metrics, "fw_memory_allocator_blocks{allocator=\"malloc\"} 1.0");
        String self = "{bundle=\"" + context.getBundle().getSymbolicName() + "\",manager=\"32\"} ";
        assertLine(metrics, "svc_buffermanager_bundle_buffers" + self + "1.0");
        assertLine(metrics, "svc_buffermanager_bundle_held_bytes" + self + "64.0");
        buffer.close();
        assertLine(metrics(), "svc_buffermanager_buffers_lent{manager=\"32\"} 0.0");
    }

    @Test
    public void tracedBuffersAreObservedInHistograms() throws Exception {
        manager.service().track(1);
        manager.service().allocate(64).close();
        String labels = "{bin=\"64\",manager=\"32\"}";
        Awaiting.that("the loan is observed").untilAsserted(() -> {
            assertLine(metrics(), "svc_buffermanager_traced_held_seconds_count" + labels + " 1");
            assertLine(metrics(), "svc_buffermanager_traced_wait_seconds_count" + labels + " 1");
        });
        assertLine(metrics(), "svc_buffermanager_traced_wait_seconds_sum" + labels + " 0.0");
        manager.change(Map.of(BufferManager.BINS, bins("128x8")));
        Awaiting.that("a bin that has gone is not shown").until(() -> !metrics().contains("bin=\"64\""));
    }

    @Test
    public void aBundleThatHasStoppedHasNoSeries() throws Exception {
        Bundle holder = ClientBundle.install(context, "itest.gone", Holder.class, "2", "fw.buffer,org.osgi.framework");
        holder.start();
        assertLine(metrics(), "svc_buffermanager_bundle_buffers{bundle=\"itest.gone\",manager=\"32\"} 2.0");
        assertLine(metrics(), "svc_buffermanager_buffers_of_stopped_bundles{manager=\"32\"} 0.0");
        holder.stop();
        assertFalse(metrics().contains("itest.gone"));
        assertLine(metrics(), "svc_buffermanager_buffers_of_stopped_bundles{manager=\"32\"} 2.0");
        holder.uninstall();
    }

    @Test
    public void twoManagersWithOneIdAreOneAndAHint() throws Exception {
        ConfiguredManager second = new ConfiguredManager(context, configurations, "second",
            Map.of(BufferManager.MANAGER_ID, 32, BufferManager.MEMORY_ID, 33, BufferManager.BINS, bins("64x1")));
        second.service();
        Awaiting.that("the second is counted").untilAsserted(() -> assertLine(metrics(), "svc_buffermanager_managers_hidden 1.0"));
        assertLine(metrics(), "svc_buffermanager_buffers{manager=\"32\"} 12.0");
    }

    @Test
    public void malformedRequestsDoNoHarm() throws Exception {
        assertEquals(405, site.send("POST", PATH).statusCode());
        assertEquals(200, site.send("HEAD", PATH).statusCode());
        assertEquals(200, site.get(PATH + "?name%5B%5D=no_such_metric").statusCode());
        for (String request : List.of("GET /metrics HTTP/9.9\r\n\r\n", "\0\1\2\r\n\r\n", "GET /metrics?%%%=& HTTP/1.0\r\n\r\n",
            "GET /metrics HTTP/1.0\r\nAccept: application/openmetrics-text; version=;;=,,\r\n\r\n",
            "GET /metrics HTTP/1.0\r\nAccept-Encoding: " + "gzip,".repeat(10_000) + "\r\n\r\n")) {
            String status = site.raw(request);
            assertFalse(request + " gets " + status, status.contains(" 500 "));
        }
        assertEquals(200, site.get(PATH).statusCode());
    }

    @Test
    public void nothingIsLeftWhenItHasStopped() throws Exception {
        manager.service().track(1);
        Restarts.leaveNothing(context, bundles, FACE, () -> {
            site.await(PATH);
            manager.service().allocate(64).close();
            return metrics();
        });
        assertEquals(404, site.get(PATH).statusCode());
        Use.ofBuffers(manager.service(), 8, 64);
    }
}
