// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

import fw.memory.MemAllocator;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import svc.buffermanager.BufferManager;

/**
 * The page {@code buffers} of the web console: the page itself, its files, its stream and its buttons.
 * <p>
 * To the console it is a plugin, for the menu and the title. Requests don't come through it, but straight from the HTTP
 * whiteboard, in the console's own servlet context, whose login they have passed: so they can be asynchronous, and the page has
 * none of the console's frame, whose scripts stand in the page and would allow any.
 */
@Component(service = Servlet.class, property = {
    "felix.webconsole.label=" + BuffersServlet.LABEL, "felix.webconsole.title=Buffers",
    "osgi.http.whiteboard.servlet.pattern=/" + BuffersServlet.LABEL,
    "osgi.http.whiteboard.servlet.pattern=/" + BuffersServlet.LABEL + "/*",
    "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true",
    "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)"})
public final class BuffersServlet implements Servlet {

    static final String LABEL = "buffers";

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int RETRY_SECONDS = 30;
    private static final String STREAM = "/stream";

    private final Session session = new Session();
    private final Stream stream;
    private final Actions actions;
    private volatile ServletConfig config;

    /** Makes the page. */
    @Activate
    public BuffersServlet(BundleContext context, @Reference(service = LoggerFactory.class) Logger log) {
        stream = new Stream(new Services(context, () -> managers, () -> allocators), INTERVAL,
            e -> log.error("the stream of the page " + LABEL + " broke off", e));
        actions = new Actions(() -> managers);
    }

    @Reference(service = BufferManager.class, collectionType = CollectionType.TUPLE)
    private volatile List<Map.Entry<Map<String, Object>, BufferManager>> managers;

    @Reference(service = MemAllocator.class, collectionType = CollectionType.TUPLE)
    private volatile List<Map.Entry<Map<String, Object>, MemAllocator>> allocators;

    /** Sends all readers away. */
    @Deactivate
    void deactivate() throws InterruptedException {
        stream.close();
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws IOException {
        Exchange exchange = new Exchange((HttpServletRequest) request, (HttpServletResponse) response);
        String path = exchange.path();
        String method = exchange.request().getMethod();
        boolean read = method.equals("GET") || method.equals("HEAD");
        if (path.isEmpty() || Files.type(path) != null || path.equals(STREAM)) {
            if (read) {
                show(path, exchange);
            } else {
                exchange.wants("GET");
            }
        } else if (Actions.isPath(path)) {
            if (method.equals("POST")) {
                act(path, exchange);
            } else {
                exchange.wants("POST");
            }
        } else {
            exchange.say(HttpServletResponse.SC_NOT_FOUND, "there is nothing of that name");
        }
    }

    private void show(String path, Exchange exchange) throws IOException {
        if (path.isEmpty()) {
            String name = exchange.session();
            if (name == null) {
                name = session.begin();
                exchange.keep(name);
            }
            exchange.send(HttpServletResponse.SC_OK, "text/html", Files.page(exchange.root(), session.token(name)));
        } else if (exchange.isForeign()) {
            exchange.say(HttpServletResponse.SC_FORBIDDEN, "this is for the page only");
        } else if (path.equals(STREAM)) {
            stream(exchange);
        } else {
            exchange.send(HttpServletResponse.SC_OK, Files.type(path), Files.content(path));
        }
    }

    private void stream(Exchange exchange) throws IOException {
        if (exchange.request().getMethod().equals("HEAD")) {
            exchange.beginStream();
            return;
        }
        Reader reader = stream.admit();
        if (reader == null) {
            exchange.later(RETRY_SECONDS, Stream.READERS + " readers have this page open, and there can be no more");
            return;
        }
        boolean connected = false;
        try {
            exchange.beginStream();
            reader.connect(exchange.request().startAsync());
            connected = true;
        } finally {
            if (!connected) {
                stream.remove(reader);
            }
        }
    }

    private void act(String path, Exchange exchange) throws IOException {
        if (!exchange.isOwn()) {
            exchange.say(HttpServletResponse.SC_FORBIDDEN, "only the page itself may do this");
        } else if (!session.isToken(exchange.session(), exchange.token())) {
            exchange.say(HttpServletResponse.SC_FORBIDDEN, "this page is from before the service was restarted; load it again");
        } else {
            actions.perform(path, exchange);
        }
    }

    @Override
    public void init(ServletConfig newConfig) {
        config = newConfig;
    }

    @Override
    public ServletConfig getServletConfig() {
        return config;
    }

    @Override
    public String getServletInfo() {
        return "the buffer managers, live";
    }

    @Override
    public void destroy() {
        // Console and whiteboard each call this, when they let go of the service; what there is ends with the component.
    }
}
