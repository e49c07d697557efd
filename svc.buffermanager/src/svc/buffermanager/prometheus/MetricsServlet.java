// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import jakarta.servlet.Servlet;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The servlet at {@code /metrics}: the client's own, over a registry of this component's own. Another path is configured under
 * the PID {@code svc.buffermanager.prometheus}, as {@code osgi.http.whiteboard.servlet.pattern}.
 */
@Component(service = Servlet.class, configurationPid = "svc.buffermanager.prometheus")
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends PrometheusMetricsServlet {

    private static final long serialVersionUID = 1L;

    /** Called by Declarative Services. */
    @Activate
    public MetricsServlet(@Reference Collection metrics) {
        super(registryOf(metrics));
    }

    private static PrometheusRegistry registryOf(Collection metrics) {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(metrics);
        return registry;
    }
}
