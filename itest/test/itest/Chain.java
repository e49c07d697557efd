// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;

import java.nio.file.Path;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

import svc.buffermanager.BufferManager;
import svc.comms.ComDataIn;
import svc.filetransfer.FileDownlink;
import svc.filetransfer.FileUplink;
import svc.framing.Deframer;
import svc.framing.Framer;
import svc.framing.Router;

/** Downlink, framer, link, deframer, router, uplink and their buffers, each by its configuration. */
final class Chain {

    /** Where frames go, and where they come in. */
    static final String LINK = "itest.link";
    static final String DEFRAMER = "itest.deframer";

    final ConfiguredManager manager;

    private final BundleContext context;

    /** @param link the port that the framer sends to: {@link #LINK}, or {@link #DEFRAMER} at once */
    Chain(BundleContext context, Configurations configurations, Managers managers, Path folder, String link) throws Exception {
        this.context = context;
        manager = managers.configure(1, Map.of(BufferManager.BINS, bins("2048x8"), BufferManager.DRAIN_TIMEOUT, 2000L));
        configurations.factory(FileUplink.PID, "u", Map.of(ComDataIn.PORT_NAME, "itest.uplink", FileUplink.FOLDER,
            folder.toString()));
        configurations.factory(Router.PID, "r", Map.of(ComDataIn.PORT_NAME, "itest.router", Router.ROUTES,
            new String[] {"file=(port.name=itest.uplink)"}));
        configurations.factory(Deframer.PID, "d", Map.of(ComDataIn.PORT_NAME, DEFRAMER, ComDataIn.OUTPUT_TARGET,
            "(port.name=itest.router)"));
        configurations.factory(Framer.PID, "f", Map.of(ComDataIn.PORT_NAME, "itest.framer", ComDataIn.OUTPUT_TARGET,
            "(port.name=" + link + ")"));
        configurations.factory(FileDownlink.PID, "l", Map.of("downlink.name", "itest", ComDataIn.OUTPUT_TARGET,
            "(port.name=itest.framer)", FileDownlink.BUFFERS_TARGET, "(manager.id=1)", FileDownlink.PACKET_BYTES, 1000, FileDownlink.WINDOW, 3));
        awaitLinked();
    }

    /** Waits until all components are there, and know each other. */
    void awaitLinked() {
        manager.service();
        service(FileUplink.class, "(port.name=itest.uplink)");
        service(Deframer.class, "(port.name=" + DEFRAMER + ")");
        service(Framer.class, "(port.name=itest.framer)");
        service(FileDownlink.class, "(downlink.name=itest)");
        Router router = service(Router.class, "(port.name=itest.router)");
        Awaiting.that("the router has found the uplink").until(() -> router.snapshot().routes.getFirst().connected);
    }

    FileDownlink downlink() {
        return service(FileDownlink.class, "(downlink.name=itest)");
    }

    FileUplink uplink() {
        return service(FileUplink.class, "(port.name=itest.uplink)");
    }

    ComDataIn deframer() {
        return service(ComDataIn.class, "(port.name=" + DEFRAMER + ")");
    }

    private <T> T service(Class<T> type, String properties) {
        try {
            Filter filter = FrameworkUtil.createFilter("(&(objectClass=" + type.getName() + ")" + properties + ")");
            ServiceTracker<T, T> tracker = new ServiceTracker<>(context, filter, null);
            tracker.open();
            try {
                Awaiting.that(filter + " is there").until(() -> tracker.getService() != null);
                return tracker.getService();
            } finally {
                tracker.close();
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
