// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.concurrent.atomic.LongAdder;

import fw.memory.dealing.Returns;

/** What allocators have not done: counted. Any thread may call it. */
final class Allocations implements Returns.Figures {

    private final LongAdder unanswered = new LongAdder();
    private final LongAdder unreturnedBytes = new LongAdder();

    @Override
    public void unanswered() {
        unanswered.increment();
    }

    @Override
    public void unreturned(long bytes) {
        unreturnedBytes.add(bytes);
    }

    /** {@return how often one let its time pass} */
    long unansweredCalls() {
        return unanswered.sum();
    }

    /** {@return how many bytes could not be given back} */
    long unreturnedBytes() {
        return unreturnedBytes.sum();
    }
}
