// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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
import svc.comms.parts.Event;
import svc.comms.parts.PropertyValue;
import svc.filetransfer.FileDownlink;
import svc.filetransfer.FileDownlinkDTO;
import svc.filetransfer.FilePacket;
import svc.filetransfer.FileRepair;
import svc.filetransfer.SendFileStatus;

/** A file downlink: looks at what is asked for, and leaves the rest to its {@link FileSender}. */
@Component(name = FileDownlink.PID, service = FileDownlink.class, immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DownlinkConfiguration.class, factory = true)
public final class DownlinkComponent implements FileDownlink {

    private static final int MIN_PACKET_BYTES = 16;
    private static final int MAX_PACKET_BYTES = FilePacket.DATA_HEADER_BYTES + FilePacket.MAX_DATA_BYTES;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile ComDataIn output;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile BufferGet buffers;

    private final Log log = new Log(PID, () -> loggerFactory);
    private String name;
    private int packetBytes;
    private Event fileOpenError;
    /** Null if the configuration was refused. */
    private FileSender sender;

    /** For Declarative Services, which then calls {@link #activate}. */
    public DownlinkComponent() {
    }

    DownlinkComponent(String name, int packetBytes, int window) {
        name(name);
        configure(packetBytes, window);
    }

    /**
     * Comes up; without sending anything if the configuration is refused. It throws nothing: an exception would be kept by
     * the log's
     * history, and with it this bundle's loader.
     */
    @Activate
    void activate(DownlinkConfiguration configuration) {
        name(configuration.downlink_name());
        try {
            configure(PropertyValue.number("packet.bytes", configuration::packet_bytes),
                PropertyValue.number("window", configuration::window));
        } catch (IllegalArgumentException e) {
            log.error("downlink " + name + " sends nothing: " + e.getMessage());
        }
    }

    private void name(String newName) {
        name = newName;
        fileOpenError = new Event(log, "downlink " + name, "FileOpenError");
    }

    private void configure(int newPacketBytes, int window) {
        if (newPacketBytes < MIN_PACKET_BYTES || newPacketBytes > MAX_PACKET_BYTES) {
            throw new IllegalArgumentException("packet.bytes " + newPacketBytes + " is out of range; give " + MIN_PACKET_BYTES
                + " to " + MAX_PACKET_BYTES);
        }
        if (window < 1) {
            throw new IllegalArgumentException("window " + window + " is out of range; give 1 or more");
        }
        packetBytes = newPacketBytes;
        sender = new FileSender(log, "downlink " + name, () -> output, () -> buffers, packetBytes, window);
    }

    /** Gives up the file that is being sent. Buffers that are out go back to the pool when they are returned. */
    @Deactivate
    void deactivate() {
        if (sender != null) {
            sender.close();
        }
    }

    @Override
    public CompletionStage<SendFileStatus> send(Path source, String destination) {
        return begin(source, destination, null);
    }

    @Override
    public CompletionStage<SendFileStatus> send(Path source, String destination, FileRepair repair) {
        return begin(source, destination, Objects.requireNonNull(repair, "repair"));
    }

    private CompletionStage<SendFileStatus> begin(Path source, String destination, FileRepair repair) {
        byte[] sourcePath = source.toString().getBytes(StandardCharsets.UTF_8);
        byte[] destinationPath = destination.getBytes(StandardCharsets.UTF_8);
        if (sender == null) {
            return refused(SendFileStatus.ERROR, source, "the downlink's configuration was refused");
        }
        if (sender.isBusy()) {
            return CompletableFuture.completedStage(SendFileStatus.BUSY);
        }
        if (sourcePath.length > FilePacket.MAX_PATH_BYTES || destinationPath.length > FilePacket.MAX_PATH_BYTES
            || Transmission.startBytes(sourcePath, destinationPath) > packetBytes) {
            return refused(SendFileStatus.INVALID, source, "the paths are too long: " + sourcePath.length + " and "
                + destinationPath.length + " bytes; each may have " + FilePacket.MAX_PATH_BYTES + ", and START " + packetBytes);
        }
        SourceFile file;
        try {
            file = new SourceFile(source);
        } catch (IOException e) {
            return refused(SendFileStatus.ERROR, source, e.toString());
        }
        if (file.size > FilePacket.MAX_FILE_BYTES) {
            file.close();
            return refused(SendFileStatus.INVALID, source, "it has " + file.size + " bytes; " + FilePacket.MAX_FILE_BYTES
                + " at most");
        }
        Transmission transmission = new Transmission(file, Printable.of(sourcePath), sourcePath, Printable.of(destinationPath),
            destinationPath, new Repairs(repair, file.size), sender.repairedBytes, sender::returned);
        if (!sender.begin(transmission)) {
            file.close();
            return CompletableFuture.completedStage(SendFileStatus.BUSY);
        }
        return transmission.result.minimalCompletionStage();
    }

    private CompletionStage<SendFileStatus> refused(SendFileStatus status, Path source, String why) {
        if (fileOpenError.occurs()) {
            fileOpenError.warn("\"" + Printable.of(source.toString().getBytes(StandardCharsets.UTF_8)) + "\": " + why);
        }
        return CompletableFuture.completedStage(status);
    }

    @Override
    public void cancel() {
        if (sender != null) {
            sender.cancel();
        }
    }

    @Override
    public FileDownlinkDTO snapshot() {
        FileDownlinkDTO dto = new FileDownlinkDTO();
        dto.name = name;
        if (sender != null) {
            sender.fill(dto);
        }
        dto.openErrors = fileOpenError.count();
        dto.warnings = dto.openErrors + dto.readErrors + dto.repairErrors + dto.noBufferAvailable
            + dto.noOutput + dto.outputFailures + dto.misuses;
        return dto;
    }

    @Override
    public void clearThrottles() {
        fileOpenError.clear();
        if (sender != null) {
            sender.clearThrottles();
        }
    }
}
