// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * What is done with each loan beside lending, and can be switched while a pool lends.
 *
 * @param accounting whether it is counted what each holder takes and returns
 * @param tracking of how many loans one is traced; 0: none
 */
record Care(boolean accounting, int tracking) {

    /** Nothing. */
    static final Care NONE = new Care(false, 0);

    Care {
        if (tracking < 0) {
            throw new IllegalArgumentException("tracking " + tracking
                + " is negative; give 0 for none, 1 for all, or of how many one is traced");
        }
    }

    /** {@return the checked form of a configuration} Throws IllegalArgumentException that names what is wrong in it. */
    static Care of(ManagerConfiguration configuration) {
        // What may be taken away from its holder is attended, so that it is known for certain whose it is.
        return new Care(configuration.accounting() || configuration.reclaim(),
            PoolSpec.read("tracking", configuration::tracking));
    }

    /** {@return who does it, in the order in which they are told when a buffer goes out} */
    Attendant[] attendants() {
        List<Attendant> attendants = new ArrayList<>();
        if (accounting) {
            attendants.add(new Accounts());
        }
        if (tracking > 0) {
            attendants.add(new Tracing(tracking));
        }
        return attendants.toArray(Attendant[]::new);
    }

    // By hand, as in PoolSpec.
    @Override
    public boolean equals(Object other) {
        return other instanceof Care care && care.accounting == accounting && care.tracking == tracking;
    }

    @Override
    public int hashCode() {
        return 31 * tracking + (accounting ? 1 : 0);
    }
}
