// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

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

import fw.buffer.Buffer;
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.PropertyValue;
import svc.filetransfer.FilePacket;
import svc.filetransfer.FileUplink;
import svc.filetransfer.FileUplinkDTO;
import svc.filetransfer.FileUplinkListener;

/** A file uplink: has one packet after the other worked on, and tells what became of files when it holds no lock. */
@Component(name = FileUplink.PID, service = {FileUplink.class, ComDataIn.class}, immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = UplinkConfiguration.class, factory = true)
public final class UplinkComponent implements FileUplink, ComDataIn {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<FileUplinkListener> listeners = List.of();

    private final ReentrantLock lock = new ReentrantLock();
    private final Log log = new Log(PID, () -> loggerFactory);
    private String portName;
    private UplinkEvents events;
    /** Null if the configuration was refused. */
    private FileReceiver receiver;
    /** Whether nothing is taken. */
    private boolean closed;

    /** For Declarative Services, which then calls {@link #activate}. */
    public UplinkComponent() {
    }

    UplinkComponent(String portName, String folder, long limitBytes) {
        name(portName);
        configure(folder, limitBytes);
    }

    /**
     * Comes up; without taking anything if the configuration is refused. It throws nothing: an exception would be kept by the
     * log's
     * history, and with it this bundle's loader.
     */
    @Activate
    void activate(UplinkConfiguration configuration) {
        name(configuration.port_name());
        try {
            configure(PropertyValue.text("folder", configuration::folder),
                PropertyValue.number("limit.bytes", configuration::limit_bytes));
        } catch (IllegalArgumentException e) {
            closed = true;
            log.error("uplink " + portName + " takes nothing: " + e.getMessage());
        }
    }

    private void name(String newPortName) {
        portName = newPortName;
        events = new UplinkEvents(log, "uplink " + portName);
    }

    private void configure(String folder, long limitBytes) {
        if (limitBytes < -1) {
            throw new IllegalArgumentException("limit.bytes " + limitBytes
                + " is out of range; give 0 or more, or -1 for no limit");
        }
        long limit = limitBytes == -1 ? FilePacket.MAX_FILE_BYTES : limitBytes;
        receiver = new FileReceiver(log, "uplink " + portName, new DestinationFolder(folder), limit, events);
    }

    /** Gives up the file that is coming, and takes no more. */
    @Deactivate
    void deactivate() {
        lock.lock();
        try {
            closed = true;
            if (receiver != null) {
                receiver.giveUp("the uplink was deactivated");
            }
        } finally {
            unlockAndTell();
        }
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        lock.lock();
        try {
            if (closed) {
                if (events.invalidReceiveMode.occurs()) {
                    events.invalidReceiveMode.warn("a packet came while nothing is taken");
                }
            } else {
                receiver.packet(data);
            }
        } catch (IllegalStateException e) {
            if (events.invalidPacketReceived.occurs()) {
                events.invalidPacketReceived.warn("its buffer can't be used: " + e.getMessage());
            }
        } finally {
            unlockAndTell();
        }
        sender.dataReturn(data, context);
    }

    private void unlockAndTell() {
        List<Outcome> outcomes = receiver == null ? null : receiver.outcomes();
        lock.unlock();
        if (outcomes != null) {
            outcomes.forEach(this::tell);
        }
    }

    private void tell(Outcome outcome) {
        for (FileUplinkListener listener : listeners) {
            try {
                outcome.tell(listener, portName);
            } catch (RuntimeException | LinkageError e) {
                if (events.listenerFailure.occurs()) {
                    events.listenerFailure.warn(listener.getClass().getName() + " threw", e);
                }
            }
        }
    }

    @Override
    public FileUplinkDTO snapshot() {
        FileUplinkDTO dto = new FileUplinkDTO();
        dto.portName = portName;
        lock.lock();
        try {
            if (receiver != null) {
                receiver.fill(dto);
            }
        } finally {
            lock.unlock();
        }
        events.fill(dto);
        return dto;
    }

    @Override
    public void clearThrottles() {
        events.clear();
    }
}
