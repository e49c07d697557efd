// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;

import java.util.List;

import javax.inject.Inject;

import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A test in a container. Each class has a container of its own; each of its methods finds it as it was at first, and leaves no
 * memory outstanding.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class ContainerTest {

    @Inject
    protected BundleContext context;

    @Inject
    protected ConfigurationAdmin configurationAdmin;

    protected Bundles bundles;
    protected Configurations configurations;
    protected Allocators allocators;
    protected Managers managers;
    protected LogLines log;

    /** Called by Pax Exam, outside the container. */
    @Configuration
    public Option[] container() throws Exception {
        List<Option> options = Container.options();
        options.addAll(more());
        return options.toArray(Option[]::new);
    }

    /** {@return what this class deploys besides} Called outside the container. */
    protected List<Option> more() throws Exception {
        return List.of();
    }

    @Before
    public final void open() {
        bundles = new Bundles(context);
        configurations = new Configurations(configurationAdmin);
        allocators = new Allocators(context);
        managers = new Managers(context, configurations);
        log = new LogLines(context);
        allocators.awaitAsDelivered();
    }

    @After
    public final void close() throws Exception {
        log.close();
        try {
            configurations.deleteAll();
            managers.awaitNone();
        } finally {
            allocators.unregisterAll();
            bundles.restore();
        }
        allocators.awaitAsDelivered();
        Awaiting.that("all memory is given back").untilAsserted(() -> assertEquals(List.of(), allocators.outstanding()));
    }
}
