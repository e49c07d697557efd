// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration whose values can be set one by one; the others are the defaults. */
final class Configured {

    private final Map<String, Object> values = new HashMap<>();

    Configured with(String method, Object value) {
        values.put(method, value);
        return this;
    }

    AccumulatorConfiguration configuration() {
        return (AccumulatorConfiguration) Proxy.newProxyInstance(Configured.class.getClassLoader(),
            new Class<?>[] {AccumulatorConfiguration.class}, (self, method, args) -> {
                Object value = values.getOrDefault(method.getName(), method.getDefaultValue());
                if (value instanceof RuntimeException e) {
                    throw e;
                }
                return value;
            });
    }

    AccumulatorSpec spec() {
        return new AccumulatorSpec(configuration());
    }
}
