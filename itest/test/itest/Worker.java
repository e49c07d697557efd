// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

import itest.client.Work;
import svc.buffermanager.BufferManager;

/**
 * A bundle whose component works with the buffers of manager 32 whenever that is there; and what happens to that manager's
 * service
 * meanwhile.
 */
final class Worker implements ServiceListener, AutoCloseable {

    private static final String COMPONENT = """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="itest.work" immediate="true" activate="activate"
            deactivate="deactivate">
          <implementation class="itest.client.Work"/>
          <service>
            <provide interface="java.util.function.Supplier"/>
            <provide interface="java.util.function.LongSupplier"/>
          </service>
          <reference name="get" interface="fw.buffer.BufferGet" field="get" target="(manager.id=32)"/>
          <reference name="send" interface="fw.buffer.BufferSend" field="send" target="(manager.id=32)"/>
        </scr:component>
        """;

    private final BundleContext context;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> notes;
    private final int notesBefore;
    private final LongSupplier rounds;

    /** Waits until the component is at work; looks on from now on. */
    Worker(BundleContext context) throws InvalidSyntaxException {
        this.context = context;
        context.addServiceListener(this, "(objectClass=" + BufferManager.class.getName() + ")");
        ServiceReference<?> reference = Awaiting.that("the worker's component has its ports")
            .until(this::component, found -> found != null);
        @SuppressWarnings("unchecked") // So it is declared.
        Supplier<List<String>> component = (Supplier<List<String>>) context.getService(reference);
        rounds = (LongSupplier) component;
        notes = component.get();
        notesBefore = notes.lastIndexOf("activated");
        awaitProgress();
    }

    /** {@return what is to be deployed} */
    static Option bundle() throws Exception {
        return CoreOptions.streamBundle(TinyBundles.bundle().symbolicName("itest.work")
            .setHeader(Constants.IMPORT_PACKAGE, "fw.buffer").setHeader("Service-Component", "OSGI-INF/work.xml")
            .addResource("OSGI-INF/work.xml", new ByteArrayInputStream(COMPONENT.getBytes(StandardCharsets.UTF_8)))
            .addClass(Work.class).build(TinyBundles.rawBuilder()));
    }

    private ServiceReference<?> component() throws InvalidSyntaxException {
        ServiceReference<?>[] found = context.getAllServiceReferences(Supplier.class.getName(), "(component.name=itest.work)");
        return found == null ? null : found[0];
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() != ServiceEvent.MODIFIED) {
            events.add(event.getType() == ServiceEvent.REGISTERED ? "registered" : "unregistering");
        }
    }

    /** Waits until each thread has given back a buffer that it took after this call. */
    void awaitProgress() {
        // The buffer that is out at this moment may have been taken before.
        long goal = rounds.getAsLong() + 2;
        Awaiting.that("the work goes on; it noted " + notes).until(() -> rounds.getAsLong() >= goal);
    }

    /** {@return what the component noted since it was made: its own life, and whatever went wrong} */
    List<String> notes() {
        return new ArrayList<>(notes.subList(notesBefore, notes.size()));
    }

    /** {@return what the manager's service did, but for changes of its properties} */
    List<String> events() {
        return events;
    }

    /** Fails if the component was made anew, anything went wrong in it, or the service did anything but change its properties. */
    void assertHasNoticedNothing() {
        assertEquals(List.of("activated"), notes());
        assertEquals(List.of(), events);
    }

    @Override
    public void close() {
        context.removeServiceListener(this);
    }
}
