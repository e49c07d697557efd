// SPDX-License-Identifier: Apache-2.0
/** TCP client and TCP server as Declarative Services components: a thread and a selector each. */
package svc.tcp.provider;
