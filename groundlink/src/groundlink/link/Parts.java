// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The components of one end: a factory configuration each, which is deleted when the end is closed. One thread at a time. */
final class Parts implements AutoCloseable {

    /** A configuration is for the bundle that has the component, wherever that is from. */
    private static final String ANYWHERE = "?";

    private final ConfigurationAdmin admin;
    private final String name;
    private final List<Configuration> made = new ArrayList<>();

    /** Makes an empty set, whose configurations have this name. */
    Parts(ConfigurationAdmin admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    /** Adds a component, or changes the one that there is of this factory. */
    void set(String factoryPid, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(factoryPid, name, ANYWHERE);
        if (made.stream().noneMatch(other -> other.getPid().equals(configuration.getPid()))) {
            made.add(configuration);
        }
        configuration.update(FrameworkUtil.asDictionary(properties));
    }

    /** Deletes all, those that were made first at first. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Configuration configuration : made) {
            try {
                configuration.delete();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            } catch (IllegalStateException e) {
                // Somebody else has deleted it, or ConfigurationAdmin is gone and all configurations with it.
                continue;
            }
        }
        made.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
