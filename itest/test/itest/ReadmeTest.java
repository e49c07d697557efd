// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** That the README has every property of every configuration, with its type and default, as the bundles' Metatype has it. */
public class ReadmeTest {

    @Test
    public void everyPropertyIsInTheTableOfItsConfigurationWithTypeAndDefault() throws Exception {
        List<String> rows = Files.readAllLines(Path.of(System.getProperty("itest.root"), "README.md")).stream()
            .filter(line -> line.startsWith("| `")).toList();
        List<String> missing = new ArrayList<>();
        int properties = 0;
        for (Element property : properties()) {
            properties++;
            String name = property.getAttribute("id");
            String type = property.getAttribute("type") + (property.hasAttribute("cardinality") ? "[]" : "");
            String byDefault = property.getAttribute("default");
            if (rows.stream().noneMatch(row -> row.startsWith("| `" + name + "` | " + type + " |")
                && (byDefault.isEmpty() || row.contains(byDefault) || row.contains("see above") || row.contains("any allocator")))) {
                missing.add(name + " " + type + " " + byDefault);
            }
        }
        assertEquals("not in the README", List.of(), missing);
        assertTrue("the bundles have configurations", properties > 15);
    }

    private static List<Element> properties() throws Exception {
        List<Element> found = new ArrayList<>();
        for (String folder : System.getProperty("itest.generated").split(File.pathSeparator)) {
            for (File file : new File(folder).listFiles((parent, name) -> name.endsWith(".jar"))) {
                try (JarFile jar = new JarFile(file)) {
                    for (var entry : jar.stream().filter(each -> each.getName().startsWith("OSGI-INF/metatype/")).toList()) {
                        read(jar, entry.getName(), found);
                    }
                }
            }
        }
        return found;
    }

    private static void read(JarFile jar, String name, List<Element> found) throws Exception {
        if (name.endsWith(".xml")) {
            try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
                NodeList nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName("AD");
                for (int i = 0; i < nodes.getLength(); i++) {
                    found.add((Element) nodes.item(i));
                }
            } catch (IOException e) {
                throw new IOException(jar.getName() + ": " + name, e);
            }
        }
    }
}
