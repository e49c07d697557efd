// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import jakarta.servlet.Servlet;

import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The servlet at {@code /metrics}: the client's own, over a registry of this component's own. Another path is configured under
 * the PID {@code svc.buffermanager.prometheus}, as {@link #PATTERN}.
 */
@Component(service = Servlet.class, configurationPid = "svc.buffermanager.prometheus",
    property = MetricsServlet.PATTERN + "=/metrics")
@Requirement(namespace = "osgi.implementation", name = "osgi.http", version = "2.0")
public final class MetricsServlet extends PrometheusMetricsServlet {

    /** The service property by which the HTTP whiteboard knows the path. */
    static final String PATTERN = "osgi.http.whiteboard.servlet.pattern";

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
