// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

/** What pools that bring no memory of their own are filled with. */
final class DirectBuffers {

    private DirectBuffers() {
    }

    /** {@return the buffers of a bin} */
    static ByteBuffer[] of(Bin bin) {
        return Stream.generate(() -> ByteBuffer.allocateDirect(bin.size())).limit(bin.count()).toArray(ByteBuffer[]::new);
    }
}
