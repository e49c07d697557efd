// SPDX-License-Identifier: Apache-2.0
/** Framer, deframer and router as Declarative Services components. */
package svc.framing.provider;
