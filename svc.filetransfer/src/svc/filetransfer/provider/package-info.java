// SPDX-License-Identifier: Apache-2.0
/** File uplink and file downlink as Declarative Services components. */
package svc.filetransfer.provider;
