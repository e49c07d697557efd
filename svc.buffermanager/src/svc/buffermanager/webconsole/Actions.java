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
import svc.buffermanager.BufferManager;

/** What the buttons do. Each is a path, {@code /SERVICE/ACTION}; the request's body is not looked at. */
final class Actions {

    private static final Pattern PATH = Pattern.compile("/(\\d{1,18})/(audit|reset|track-all|track-none)");

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
            case "reset" -> manager.clearThrottles();
            default -> throw new IllegalArgumentException(action);
        }
        return new JsonObject();
    }

    private BufferManager manager(long serviceId) {
        return managers.get().stream().filter(entry -> entry.getKey().get(Constants.SERVICE_ID).equals(serviceId))
            .map(Map.Entry::getValue).findFirst().orElse(null);
    }
}
