// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/**
 * A slot with so much behind it that what is written of it is on another cache line than what is used of the next, wherever
 * it starts: from
 * the last field that a take and a return read, which is the pool's, to the next one's state are 64 bytes. Else threads that
 * have neighbours would fetch the line from each other with every take and return. A class of its own, because the fields of
 * a class
 * come after those of its superclass.
 */
final class PaddedSlot extends Slot {

    int p0;
    int p1;
    int p2;
    int p3;
    int p4;
    int p5;
    int p6;

    PaddedSlot(Pool pool, Bin bin, int index) {
        super(pool, bin, index);
    }
}
