// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.inject.Inject;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

import itest.client.Visitor;
import svc.buffermanager.BufferManager;

/**
 * What is left of any bundle of this workspace that was redeployed three times while it was at work, the APIs and the example
 * included: nothing. A bundle that comes to the workspace is tested without a change here.
 * <p>
 * This class links to no class of those bundles, so that the framework needn't restart it together with them: of the manager it
 * has constants, which the compiler copies; of the visitor no more than its class file.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class EveryBundleTest {

    private static final String VISITOR = "itest.visitor";
    private static final String EXAMPLE = "groundlink";

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurationAdmin;

    private Silence silence;
    private Bundles bundles;
    private Configurations configurations;

    /** Called by Pax Exam, outside the container. */
    @Configuration
    public Option[] container() throws Exception {
        return Container.optionsOfEverything().toArray(Option[]::new);
    }

    @Before
    public void open() throws Exception {
        silence = new Silence();
        bundles = new Bundles(context);
        configurations = new Configurations(configurationAdmin);
        configurations.factory(BufferManager.PID, "m32", Map.of(BufferManager.MANAGER_ID, 32,
            BufferManager.BINS, bins("64x4096"), BufferManager.DRAIN_TIMEOUT, 10L));
        ClientBundle.install(context, VISITOR, Visitor.class, "", "fw.buffer,fw.memory,svc.buffermanager,org.osgi.framework");
        silenceTheExample();
        awaitAtWork();
    }

    /** It prints how it goes on, and all warnings, to the streams that it found when it was started. */
    private void silenceTheExample() throws Exception {
        bundles.named(EXAMPLE).stop();
        bundles.named(EXAMPLE).start();
    }

    @After
    public void close() throws Exception {
        configurations.deleteAll();
        silence.close();
    }

    /** {@return the bundles that this workspace has built: cnf/build.bnd writes that header into each} */
    private List<Bundle> ofThisWorkspace() {
        return Stream.of(context.getBundles())
            .filter(bundle -> "The fw.memory project".equals(bundle.getHeaders().get(Constants.BUNDLE_VENDOR))).toList();
    }

    @Test
    public void nothingIsLeftOfAnyBundleAfterThreeRedeploys() throws Exception {
        List<String> names = ofThisWorkspace().stream().map(Bundle::getSymbolicName).toList();
        assertTrue(names.toString(), names.containsAll(List.of("fw.memory.api", "fw.memory.malloc", Bundles.PROVIDER, EXAMPLE)));
        // All of them once, so that what the framework starts for good is there.
        redeploy("fw.memory.api", true, new Loaders());
        bundles.named(VISITOR).stop();
        Leftovers leftovers = new Leftovers(context);
        Loaders loaders = new Loaders();
        for (String name : names) {
            redeploy(name, false, loaders);
            redeploy(name, true, loaders);
            redeploy(name, false, loaders);
        }
        bundles.named(VISITOR).stop();
        loaders.awaitCollected();
        leftovers.awaitNone();
    }

    /** Uninstalls a bundle and installs it, or updates it in place, while it is at work. */
    private void redeploy(String name, boolean install, Loaders loaders) throws Exception {
        Bundle bundle = bundles.named(name);
        CompletableFuture<Void> work = putToWork(bundle);
        loaders.watch(bundle);
        bundle.stop();
        if (install) {
            bundle.uninstall();
            bundles.install(name);
        } else {
            bundles.update(bundle);
        }
        bundles.refresh(bundle);
        work.get(20, TimeUnit.SECONDS);
        awaitAtWork();
    }

    /** Has all services used; and has the example, if it is that, send its file. {@return the end of the latter} */
    private CompletableFuture<Void> putToWork(Bundle bundle) throws Exception {
        Bundle visitor = bundles.named(VISITOR);
        visitor.stop();
        visitor.start();
        useShell();
        if (!bundle.getSymbolicName().equals(EXAMPLE)) {
            return CompletableFuture.completedFuture(null);
        }
        ServiceReference<?> job = services("(&(objectClass=java.util.concurrent.Callable)(main.thread=true))").get(0);
        Callable<?> call = (Callable<?>) context.getService(job);
        CompletableFuture<Void> end = Operator.does(call::call);
        Awaiting.that("the example is sending its file").until(() -> end.isDone() || Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().startsWith("TCP client groundlink.run")));
        context.ungetService(job);
        return end;
    }

    /** Has the shell carry out commands. */
    private void useShell() throws Exception {
        ServiceReference<?> reference = services("(objectClass=org.apache.felix.service.command.CommandProcessor)").get(0);
        Object processor = context.getService(reference);
        Object session = processor.getClass().getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
            .invoke(processor, InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        try {
            for (String name : List.of("buffers", "allocators")) {
                Object said = session.getClass().getMethod("execute", CharSequence.class).invoke(session, "fprime:" + name);
                assertFalse(name, said.toString().isEmpty());
            }
        } finally {
            session.getClass().getMethod("close").invoke(session);
            context.ungetService(reference);
        }
    }

    /** Starts what has been stopped, and waits until both managers are there. */
    private void awaitAtWork() throws Exception {
        for (Bundle bundle : ofThisWorkspace()) {
            bundle.start();
            assertEquals(bundle.toString(), Bundle.ACTIVE, bundle.getState());
        }
        for (String manager : List.of("1", "32")) {
            Awaiting.that("manager " + manager + " is in service")
                .until(() -> !services("(&(objectClass=fw.buffer.BufferGet)(manager.id=" + manager + "))").isEmpty());
        }
    }

    private List<ServiceReference<?>> services(String filter) throws InvalidSyntaxException {
        ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
        return found == null ? List.of() : List.of(found);
    }
}
