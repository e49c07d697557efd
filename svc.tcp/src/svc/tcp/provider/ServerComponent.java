// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.IOException;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

import fw.buffer.BufferGet;
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.tcp.TcpLink;

/** A TCP server: a {@link Link} with a {@link Listener}. */
@Component(name = TcpLink.SERVER_PID, service = {TcpLink.class, ComDataIn.class}, immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ServerConfiguration.class, factory = true)
public final class ServerComponent extends LinkComponent {

    private static final String KIND = "TCP server";
    private static final int MIN_PORT = 0;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile ComDataIn output;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile BufferGet buffers;

    private final Log log = new Log(SERVER_PID, () -> loggerFactory);

    /** For Declarative Services, which then calls {@link #activate}. */
    public ServerComponent() {
    }

    ServerComponent(LoggerFactory loggerFactory, ComDataIn output, BufferGet buffers, Settings settings) throws IOException {
        this.loggerFactory = loggerFactory;
        this.output = output;
        this.buffers = buffers;
        open(log, KIND, settings, Listener::new);
    }

    /**
     * Comes up; without a connection if the configuration is refused. It throws nothing: an exception would be kept by the log's
     * history, and with it this bundle's loader.
     */
    @Activate
    void activate(ServerConfiguration configuration) {
        String portName = configuration.port_name();
        name(portName);
        try {
            open(log, KIND, new Settings(portName, configuration.host(), configuration.port(), MIN_PORT,
                configuration.read_bytes(), configuration.queue(), configuration.send_timeout(),
                configuration.retry_interval()), Listener::new);
        } catch (IllegalArgumentException | IOException e) {
            log.error(KIND + " " + portName + " does nothing: " + e.getMessage());
        }
    }

    /** Closes the connection, ends the thread, and returns what waits to be sent. */
    @Deactivate
    void deactivate() {
        close();
    }

    @Override
    public ComDataIn output() {
        return output;
    }

    @Override
    public BufferGet buffers() {
        return buffers;
    }
}
