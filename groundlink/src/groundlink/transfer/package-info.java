// SPDX-License-Identifier: Apache-2.0
/** The file at either end: what can be sent, what is wrong with what can't, a folder for a copy, and the SHA-256 of both. */
package groundlink.transfer;
