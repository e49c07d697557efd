// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a JMX client shows of an MXBean, an attribute or an operation; for figures with their unit. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface Description {

    /** {@return a line for people} */
    String value();
}
