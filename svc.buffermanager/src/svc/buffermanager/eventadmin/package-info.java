// SPDX-License-Identifier: Apache-2.0
/** What happens in buffer managers, posted to EventAdmin while there is one. */
package svc.buffermanager.eventadmin;
