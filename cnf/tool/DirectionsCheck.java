// SPDX-License-Identifier: Apache-2.0
package tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Dependencies go one way, from a later layer to an earlier one, and through exported packages only. */
record DirectionsCheck(List<Bundle> bundles) implements Check {
    /** The prefixes of bundles and packages, lowest layer first. */
    private static final List<String> LAYERS = List.of("fw.", "svc.", "groundlink");

    @Override
    public String rule() {
        return "fw.* uses no svc.*, neither uses the example, and nobody uses a provider or a private package";
    }

    @Override
    public List<String> violations() {
        Set<String> contained = bundles.stream().flatMap(bundle -> bundle.packages().stream()).collect(Collectors.toSet());
        Set<String> exported = bundles.stream().flatMap(bundle -> bundle.exported().stream()).collect(Collectors.toSet());
        List<String> violations = new ArrayList<>();
        for (Bundle bundle : bundles) {
            for (String imported : bundle.imported()) {
                if (layer(imported) > layer(bundle.name())) {
                    violations.add(bundle.name() + " imports " + imported + ", which is of a later layer");
                }
                if (imported.endsWith(".provider")) {
                    violations.add(bundle.name() + " imports " + imported + ", which is a provider");
                }
                if (contained.contains(imported) && !exported.contains(imported)) {
                    violations.add(bundle.name() + " imports " + imported + ", which is private to another bundle");
                }
            }
        }
        return violations;
    }

    @Override
    public String remedy() {
        return "use the API packages only, and move what two layers share into the earlier one";
    }

    private static int layer(String name) {
        for (int i = 0; i < LAYERS.size(); i++) {
            if (name.startsWith(LAYERS.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
