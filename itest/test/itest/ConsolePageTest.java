// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.inject.Inject;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** The page of the web console in a real browser. What it looks like is in {@code generated/}, as PNG. */
@RunWith(IfChromium.class)
@ExamReactorStrategy(PerClass.class)
public class ConsolePageTest {

    private static final String HOSTILE = "<img src=x onerror=document.title=1>${x}'\"&";
    /** As WebDriver has them. */
    private static final char TAB = '\uE004';
    private static final char ENTER = '\uE007';
    private static final String[] LENT = {"0", "3", "0"};

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurationAdmin;

    private Configurations configurations;
    private Allocators allocators;
    private ConfiguredManager manager;
    private ConsoleSite site;
    private Browser browser;

    /** Called by Pax Exam, outside the container. */
    @Configuration
    public Option[] container() {
        return ConsoleSite.options().toArray(Option[]::new);
    }

    @Before
    public void open() throws Exception {
        configurations = new Configurations(configurationAdmin);
        allocators = new Allocators(context);
        manager = new Managers(context, configurations).configure(32, Map.of(BufferManager.BINS,
            bins("256x64", "2KiBx32", "64KiBx8"), BufferManager.ACCOUNTING, true));
        manager.service();
        // The last to be chosen: its name is what this is about.
        allocators.register(HOSTILE, -10_000, new TestAllocator(TestAllocator.Manner.GOOD));
        site = new ConsoleSite(context);
        site.awaitPage();
        browser = new Browser(1100, 1000);
        browser.logIn(ConsoleSite.USER, site.password());
        browser.emulate(1100, 1000, "light");
        browser.open(site.address());
        awaitValue("document.querySelector('h2').textContent", "Manager 32");
    }

    @After
    public void close() throws Exception {
        browser.close();
        site.close();
        allocators.unregisterAll();
        configurations.deleteAll();
    }

    private void awaitValue(String expression, String value) {
        Awaiting.that(expression + " is " + value).untilAsserted(() -> assertEquals(value, browser.value(expression)));
    }

    /** Of the column of the table with that caption, all cells, with commas between. */
    private static String column(String caption, String title) {
        return "[...document.querySelectorAll('table')].filter(t => t.caption.textContent === '" + caption + "').flatMap(t => "
            + "[...t.tBodies[0].rows].map(r => r.cells[[...t.tHead.rows[0].cells].findIndex(c => c.textContent === '" + title
            + "')].textContent)).join()";
    }

    private static String figure(String name) {
        return "[...document.querySelectorAll('dt')].find(d => d.textContent === '" + name + "').nextSibling.textContent";
    }

    private void assertNothingWentWrong() throws Exception {
        assertEquals("{\"value\":[]}", browser.console());
    }

    @Test
    public void figuresAreThoseOfTheService() throws Exception {
        List<Buffer> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(manager.service().allocate(2000));
        }
        held.removeLast().close();
        BufferManagerDTO expected = manager.snapshot();
        awaitValue(figure("lent"), expected.currBuffs + " of " + expected.totalBuffs);
        assertEquals(Long.toString(expected.hiBuffs), browser.value(figure("at most")));
        assertEquals("0,2,0", browser.value(column("Bins", "lent")));
        assertEquals(String.join(",", LENT), browser.value(column("Bins", "at most")));
        assertEquals("2", browser.value(column("Holders", "has") + ".split(',')[0]"));
        held.forEach(Buffer::close);
        awaitValue(figure("lent"), "0 of 104");
        assertNothingWentWrong();
    }

    @Test
    public void figuresMoveWhileBuffersAreUsed() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Thread load = Thread.ofPlatform().name("itest load").start(() -> use(ended));
        try {
            String taken = column("Holders", "taken");
            String before = browser.value(taken);
            Awaiting.that("what is taken moves").until(() -> !browser.value(taken).equals(before));
            Awaiting.that("the rate is drawn").until(
                () -> browser.value("document.querySelectorAll('.plot')[2].getAttribute('d')").contains("L"));
            Awaiting.that("the use is drawn").until(() -> Double.parseDouble(browser.value(
                "Math.max(...[...document.querySelectorAll('rect.used')].map(r => r.getAttribute('width')))")) > 0);
            Awaiting.that("an event is shown").until(() -> browser.value("document.getElementById('events').textContent")
                .contains("manager 32"));
            // So that the charts have something to show.
            Awaiting.that("some samples have come").until(
                () -> Integer.parseInt(browser.value("document.body.dataset.samples")) > 10);
            browser.emulate(1100, 1400, "light");
            keep("page-light");
            browser.emulate(1100, 1400, "dark");
            keep("page-dark");
            assertEquals("rgb(18, 22, 28)", browser.value("getComputedStyle(document.body).backgroundColor"));
        } finally {
            ended.set(true);
            load.join();
        }
        assertNothingWentWrong();
    }

    private void use(AtomicBoolean ended) {
        Random random = new Random(1);
        List<Buffer> held = new ArrayList<>();
        while (!ended.get()) {
            Buffer buffer = manager.service().allocate(random.nextInt(3) == 0 ? 65_536 : 1 + random.nextInt(2_048));
            if (buffer.isValid()) {
                held.add(buffer);
            }
            if (held.size() > random.nextInt(60)) {
                held.remove(random.nextInt(held.size())).close();
            }
            Thread.onSpinWait();
        }
        held.forEach(Buffer::close);
    }

    private void keep(String name) throws Exception {
        Files.write(Files.createDirectories(Path.of("generated")).resolve(name + ".png"), browser.screenshot());
    }

    @Test
    public void aClickOnAuditAudits() throws Exception {
        browser.value("document.querySelector('.buttons button').click()");
        awaitAudit();
        browser.value("[...document.querySelectorAll('button')].find(b => b.textContent === 'Trace all').click()");
        awaitValue("[...document.querySelectorAll('button')].at(-1).textContent", "Trace none");
        assertEquals(1, manager.snapshot().tracking);
        assertNothingWentWrong();
    }

    @Test
    public void itIsUsedByKeyboardAlone() throws Exception {
        Awaiting.that("Tab gets to the first button").until(() -> {
            browser.press(TAB);
            return browser.value("document.activeElement.textContent").equals("Audit");
        });
        assertFalse("it is seen where one is", "none".equals(
            browser.value("getComputedStyle(document.activeElement).outlineStyle")));
        browser.press(ENTER);
        awaitAudit();
        browser.press(TAB);
        browser.press(TAB);
        browser.press(ENTER);
        awaitValue("document.activeElement.textContent", "Trace none");
        assertEquals(1, manager.snapshot().tracking);
        assertNothingWentWrong();
    }

    private void awaitAudit() {
        Awaiting.that("the audit's result is shown").until(() -> browser.value("document.querySelector('.result').textContent")
            .matches("audit: 104 buffers looked at in .*, all is sound"));
    }

    @Test
    public void whatOthersHaveNamedIsOnlyText() throws Exception {
        Awaiting.that("the allocator is shown").until(() -> browser.value(column("Allocators, the best first", "allocator"))
            .contains(HOSTILE));
        assertEquals("0", browser.value("document.querySelectorAll('img').length"));
        assertEquals("Buffers", browser.value("document.title"));
        assertNothingWentWrong();
    }

    @Test
    public void itFitsAPhone() throws Exception {
        browser.emulate(360, 740, "light");
        assertEquals("360 360", browser.value("document.documentElement.scrollWidth + ' ' + innerWidth"));
        keep("page-phone");
        browser.emulate(320, 600, "dark");
        assertEquals("320", browser.value("document.documentElement.scrollWidth"));
        assertNothingWentWrong();
    }

    @Test
    public void itCanBeReadWithoutEyesOrMouse() throws Exception {
        assertEquals("no table without caption", "0", browser.value(
            "[...document.querySelectorAll('table')].filter(t => !t.caption?.textContent).length"));
        assertEquals("no heading without scope", "0", browser.value("document.querySelectorAll('th:not([scope])').length"));
        assertEquals("no picture without text", "0", browser.value("[...document.querySelectorAll('svg')].filter(s => "
            + "!s.getAttribute('aria-label')).length"));
        assertEquals("no handler in the page itself", "0", browser.value("[...document.querySelectorAll('*')].filter(e => "
            + "[...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style')).length"));
        assertArrayEquals(new String[] {"Audit", "Reset marks", "Trace all"}, browser.value(
            "[...document.querySelectorAll('button')].filter(b => b.tabIndex === 0).map(b => b.textContent).join()").split(","));
        assertNothingWentWrong();
    }
}
