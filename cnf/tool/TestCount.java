// SPDX-License-Identifier: Apache-2.0
package tool;

import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;

/** How many tests passed, failed and were skipped. */
record TestCount(int passed, int failed, int skipped) {
    static final TestCount NONE = new TestCount(0, 0, 0);

    /** What the XML reports in a folder add up to, one report for each test engine. */
    static TestCount of(Path reports) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        TestCount sum = NONE;
        for (Path report : Folder.files(reports, ".xml")) {
            Element suite = parser.parse(report.toFile()).getDocumentElement();
            int failed = number(suite, "failures") + number(suite, "errors");
            int skipped = number(suite, "skipped");
            sum = sum.plus(new TestCount(number(suite, "tests") - failed - skipped, failed, skipped));
        }
        return sum;
    }

    TestCount plus(TestCount other) {
        return new TestCount(passed + other.passed, failed + other.failed, skipped + other.skipped);
    }

    private static int number(Element suite, String attribute) {
        return Integer.parseInt(suite.getAttribute(attribute));
    }

    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed" + (skipped > 0 ? ", " + skipped + " skipped" : "");
    }
}
