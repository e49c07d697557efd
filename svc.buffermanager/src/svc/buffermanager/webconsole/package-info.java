// SPDX-License-Identifier: Apache-2.0
/**
 * A page of the Felix Web Console that shows the buffer managers and the allocators live, and has buttons for what an operator
 * does. It reads them through their published services. While nobody looks at it, it has no thread, no listener and no timer.
 */
package svc.buffermanager.webconsole;
