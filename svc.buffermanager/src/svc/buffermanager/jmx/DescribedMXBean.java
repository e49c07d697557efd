// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Supplier;

import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/**
 * An MXBean whose descriptions are those of its interface ({@link Description}), and whose attributes, if several are asked for
 * in one call, are of one moment.
 *
 * @param <T> its interface
 */
final class DescribedMXBean<T> extends StandardMBean {

    private final Class<T> type;
    private final Supplier<? extends T> now;

    /**
     * Makes one.
     *
     * @param live what is asked for single attributes, and called
     * @param now gives a view of the moment
     */
    DescribedMXBean(Class<T> type, T live, Supplier<? extends T> now) {
        super(live, type, true);
        this.type = type;
        this.now = now;
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        return new StandardMBean(now.get(), type, true).getAttributes(attributes);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return type.getAnnotation(Description.class).value();
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return method((info.isIs() ? "is" : "get") + info.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return method(info.getName());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return "oneIn";
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return getDescription(operation);
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return info.getName().equals("audit") ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
    }

    private String method(String name) {
        return Arrays.stream(type.getMethods()).filter(method -> method.getName().equals(name)).map(DescribedMXBean::description)
            .findFirst().orElseThrow();
    }

    private static String description(Method method) {
        return method.getAnnotation(Description.class).value();
    }
}
