// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The configurations that a test makes. All are gone when it has ended. */
final class Configurations {

    /** Visible to bundles at any location. */
    private static final String ANYWHERE = "?";

    private final ConfigurationAdmin admin;
    private final Map<String, Configuration> made = new HashMap<>();

    Configurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    Configuration single(String pid, Map<String, Object> properties) throws IOException {
        return update(admin.getConfiguration(pid, ANYWHERE), properties);
    }

    Configuration factory(String pid, String name, Map<String, Object> properties) throws IOException {
        return update(admin.getFactoryConfiguration(pid, name, ANYWHERE), properties);
    }

    private Configuration update(Configuration configuration, Map<String, Object> properties) throws IOException {
        made.put(configuration.getPid(), configuration);
        configuration.update(FrameworkUtil.asDictionary(properties));
        return configuration;
    }

    void delete(Configuration configuration) throws IOException {
        made.remove(configuration.getPid());
        configuration.delete();
    }

    void deleteAll() throws IOException {
        for (Configuration configuration : List.copyOf(made.values())) {
            delete(configuration);
        }
    }
}
