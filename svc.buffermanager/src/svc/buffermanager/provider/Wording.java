// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/** How an event is put, for people, that is noted by a thread that has no time for it. */
@FunctionalInterface
interface Wording {

    /**
     * {@return what has happened, without the manager} On any thread, later.
     *
     * @param size how many bytes were asked for
     * @param holder by whom
     */
    String text(int size, Holder holder);
}
