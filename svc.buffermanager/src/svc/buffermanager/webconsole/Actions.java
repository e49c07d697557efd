// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.Constants;

import jakarta.servlet.http.HttpServletResponse;
import svc.buffermanager.AuditDTO;
import svc.buffermanager.BufferManager;

/** What the buttons do. Each is a path, {@code /SERVICE/ACTION}; the request's body is not looked at. */
final class Actions {

    private static final Pattern PATH = Pattern.compile("/(\\d{1,18})/(audit|reset|track-all|track-none)");

    /** Of so many findings of an audit at most the page hears. */
    private static final int FINDINGS = 50;

    private final Supplier<List<Map.Entry<Map<String, Object>, BufferManager>>> managers;

    Actions(Supplier<List<Map.Entry<Map<String, Object>, BufferManager>>> managers) {
        this.managers = managers;
    }

    static boolean isPath(String path) {
        return PATH.matcher(path).matches();
    }

    /** Does what a path says, and answers with the result. */
    void perform(String path, Exchange exchange) throws IOException {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw new IllegalArgumentException(path);
        }
        BufferManager manager = manager(Long.parseLong(parts.group(1)));
        if (manager == null) {
            exchange.say(HttpServletResponse.SC_NOT_FOUND, "this buffer manager is not in service any more");
            return;
        }
        JsonObject result;
        try {
            result = perform(parts.group(2), manager);
        } catch (IllegalStateException e) {
            exchange.say(HttpServletResponse.SC_CONFLICT, e.getMessage());
            return;
        }
        exchange.send(HttpServletResponse.SC_OK, "application/json", result.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject perform(String action, BufferManager manager) {
        switch (action) {
            case "audit":
                return json(manager.audit());
            case "reset":
                manager.clearHighWater();
                manager.clearThrottles();
                return new JsonObject();
            case "track-all":
                manager.track(1);
                return new JsonObject();
            case "track-none":
                manager.track(0);
                return new JsonObject();
            default:
                throw new IllegalArgumentException(action);
        }
    }

    private static JsonObject json(AuditDTO audit) {
        return new JsonObject().put("nanos", audit.nanos).put("slots", audit.slots)
            .strings("findings", audit.findings.stream().limit(FINDINGS).toList())
            .put("moreFindings", Math.max(0, audit.findings.size() - FINDINGS))
            .put("undecided", audit.undecided.size());
    }

    private BufferManager manager(long serviceId) {
        return managers.get().stream().filter(entry -> entry.getKey().get(Constants.SERVICE_ID).equals(serviceId))
            .map(Map.Entry::getValue).findFirst().orElse(null);
    }
}
