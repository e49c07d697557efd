// SPDX-License-Identifier: Apache-2.0
/** What is in the bundles that a test of the soak deploys besides: each has a fault that the soak must find. */
package stress.soak.guest;
