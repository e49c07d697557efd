// SPDX-License-Identifier: Apache-2.0
package stress.model;

/**
 * One of the managers of a sequence, and its model.
 *
 * @param name in reports
 */
record Side(String name, Subject subject, ManagerModel model) {
}
