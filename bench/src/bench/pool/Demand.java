// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a mode asks of a pool.
 *
 * @param bins how many buffers of which sizes there are, in ascending order of size; a pool that knows no number takes what it
 *        needs
 * @param size the one size that is taken; 0 if sizes are mixed
 * @param handedOver whether another thread gives back than took
 * @param settings of the buffer manager, beside its bins; no peer has such
 */
public record Demand(List<Bin> bins, int size, boolean handedOver, Map<String, Object> settings) {

    /** The bins of most modes: small, middle and large. */
    public static final List<Bin> THREE_BINS = List.of(new Bin(64, 1024), new Bin(1024, 256), new Bin(16384, 64));

    /** {@return a demand for buffers of one size, which the thread that took them gives back} */
    public static Demand of(int size) {
        return new Demand(THREE_BINS, size, false, Map.of());
    }

    /** {@return a demand for one bin} */
    public static Demand of(Bin bin) {
        return new Demand(List.of(bin), bin.size(), false, Map.of());
    }

    /** {@return a demand for mixed sizes} */
    public static Demand mixed() {
        return new Demand(THREE_BINS, 0, false, Map.of());
    }

    /** {@return the same, but another thread gives back} */
    public Demand byAnotherThread() {
        return new Demand(bins, size, true, settings);
    }

    /** {@return the same, and the buffer manager has this setting} */
    public Demand with(String property, Object value) {
        Map<String, Object> more = new HashMap<>(settings);
        more.put(property, value);
        return new Demand(bins, size, handedOver, Map.copyOf(more));
    }

    /** {@return the smallest bin for the one size that is taken} */
    Bin bin() {
        return bins.stream().filter(bin -> bin.size() >= size).findFirst().orElseThrow();
    }
}
