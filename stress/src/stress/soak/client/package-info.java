// SPDX-License-Identifier: Apache-2.0
/** What is in the consumer bundles of the soak: it sees the APIs as any bundle does, and nothing of the rest of the soak. */
package stress.soak.client;
