// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AccumulatorSpecTest {

    private static void refuses(String method, Object value, String message) {
        Configured configured = new Configured().with("store_size", 1000).with(method, value);
        Exception refusal = assertThrows(IllegalArgumentException.class, configured::spec);
        assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
    }

    @Test
    void namesWhatIsWrong() {
        refuses("port_name", "", "port.name is empty; give");
        refuses("memory_id", -1, "memory.id -1 is negative; give");
        refuses("store_size", 0, "store.size 0 is out of range; give 1 to 1073741824");
        refuses("store_size", -5, "store.size -5 is out of range");
        refuses("store_size", Integer.MAX_VALUE, "store.size 2147483647 is out of range");
        refuses("max_frame_size", -1, "max.frame.size -1 is out of range; give 1 to store.size, which is 1000, or 0 for that");
        refuses("max_frame_size", 1001, "max.frame.size 1001 is out of range");
        refuses("allocator_target", "fw.memory", "allocator.target 'fw.memory' is no filter");
        refuses("store_size", new NumberFormatException("large"), "store.size is no whole number that fits: large");
        refuses("allocator_timeout", 0L, "allocator.timeout 0 is not positive; give 1 or more milliseconds");
        // Found by fuzzing: it was a NullPointerException, and kept the component from coming up.
        refuses("allocator_target", null, "allocator.target is an empty list; give one text");
    }

    @Test
    void aFrameMayBeAsLargeAsTheRingUnlessALimitIsGiven() {
        assertEquals(1000, new Configured().with("store_size", 1000).spec().maxFrameSize);
        assertEquals(10, new Configured().with("store_size", 1000).with("max_frame_size", 10).spec().maxFrameSize);
    }

    @Test
    void anotherRingIsNeededForAnotherSizeOrIdentifierOrLimitOnly() {
        AccumulatorSpec spec = new Configured().spec();
        assertTrue(spec.hasSameRing(new Configured().with("port_name", "other").spec()));
        assertTrue(spec.hasSameRing(new Configured().with("allocator_target", "(a=b)").spec()));
        assertFalse(spec.hasSameRing(new Configured().with("store_size", 5).spec()));
        assertFalse(spec.hasSameRing(new Configured().with("memory_id", 5).spec()));
        assertFalse(spec.hasSameRing(new Configured().with("max_frame_size", 5).spec()));
    }
}
