// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;

import svc.buffermanager.BufferManager;

/** What Prometheus' own tool says of the metrics, where it is installed. */
@RunWith(IfPromtool.class)
public class PromtoolTest extends ContainerTest {

    /** Called by Pax Exam, outside the container. */
    @Override
    @Configuration
    public Option[] container() {
        return MonitoringSite.options().toArray(Option[]::new);
    }

    @Test
    public void promtoolHasNothingToSay() throws Exception {
        BufferManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x8", "2KiBx4"),
            BufferManager.ACCOUNTING, true, BufferManager.TRACKING, 1)).service();
        manager.allocate(64).close();
        String metrics;
        try (MonitoringSite site = new MonitoringSite(context)) {
            site.await("/metrics");
            Awaiting.that("the loan is observed").until(() -> site.get("/metrics").body().contains("held_seconds_bucket"));
            metrics = site.get("/metrics").body();
        }
        Process promtool = new ProcessBuilder(IfPromtool.NAME, "check", "metrics").redirectErrorStream(true).start();
        try (var out = promtool.getOutputStream()) {
            out.write(metrics.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("", new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, promtool.waitFor());
    }
}
