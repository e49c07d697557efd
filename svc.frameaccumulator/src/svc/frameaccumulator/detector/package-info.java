// SPDX-License-Identifier: Apache-2.0
/** The detectors that come with the accumulator: each a service, without state. */
package svc.frameaccumulator.detector;
