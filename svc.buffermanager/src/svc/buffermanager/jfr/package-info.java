// SPDX-License-Identifier: Apache-2.0
/**
 * What happens in buffer managers, in recordings of the JDK's Flight Recorder. The types of its events are made when the bundle
 * starts: a class of events in a bundle would need a setting of the framework.
 */
package svc.buffermanager.jfr;
