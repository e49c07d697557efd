// SPDX-License-Identifier: Apache-2.0
/** A bad channel, to try out what becomes of files on one: a component that stands between a framer and a link. */
package groundlink.channel;
