// SPDX-License-Identifier: Apache-2.0
package tool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import aQute.bnd.build.Workspace;

/** Sources fit any machine: they name no folder of one, and no place that artifacts come from. And their licence is clear. */
record SourcesCheck(Workspace workspace) implements Check {
    /** Written so that it does not match itself. */
    private static final Pattern PLACE = Pattern.compile("(?<![\\w.}])/(wor[k]|roo[t])/"
        + "|(?<![\\w.}])/(tm[p]|hom[e]|User[s])/[A-Za-z]"
        + "|(repo1?[.]mav|maven[.]org|sonatype[.]o|npmjs[.]|deb[.]deb|jcenter[.]|artifactor[y])");
    private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";

    @Override
    public String rule() {
        return "no file names a registry or a folder of one machine, and every source its licence";
    }

    @Override
    public List<String> violations() throws Exception {
        Path root = workspace.getBase().toPath();
        List<String> violations = new ArrayList<>();
        for (Path file : new Tree(root).files("")) {
            // one character for each byte: any file can be read so
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            String name = root.relativize(file).toString();
            Matcher place = PLACE.matcher(text);
            while (place.find()) {
                long line = text.substring(0, place.start()).lines().count();
                violations.add(name + ":" + line + ": " + place.group());
            }
            if (name.endsWith(".java") && !text.startsWith(LICENCE)) {
                violations.add(name + ":1: does not begin with " + LICENCE.strip());
            }
        }
        return violations;
    }

    @Override
    public String remedy() {
        return "leave places to Maven's settings and the environment, and add the line";
    }
}
