// SPDX-License-Identifier: Apache-2.0
package bench.frames;

import java.util.Arrays;
import java.util.function.Supplier;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/** Those that take part where frames are found, under the names that the parameter {@code path} of the benchmark has. */
public enum FrameContender {
    /** This project's, as they are by default: the deframer takes the CRC that the accumulator has computed. */
    COMPONENTS("accumulator + deframer", 1, ComponentPath::new),
    /** Netty, with the allocator that it takes by default. */
    NETTY_ADAPTIVE("netty-adaptive", 1, () -> new NettyPath(new AdaptiveByteBufAllocator(true))),
    /** Netty, with its buddy allocator. */
    NETTY_POOLED("netty-pooled", 1, () -> new NettyPath(new PooledByteBufAllocator(true))),
    /** The CRC alone. */
    CRC("CRC alone, once", 1, CrcPath::new);

    private final String label;
    private final int checks;
    private final Supplier<FramePath> maker;

    FrameContender(String label, int checks, Supplier<FramePath> maker) {
        this.label = label;
        this.checks = checks;
        this.maker = maker;
    }

    /** {@return its name} */
    public String label() {
        return label;
    }

    /** {@return how often it computes the CRC of each frame} */
    public int checks() {
        return checks;
    }

    /** {@return whether it is this project's} */
    public boolean isOurs() {
        return this == COMPONENTS;
    }

    /** {@return whether it is one of Netty's} */
    public boolean isNetty() {
        return this == NETTY_ADAPTIVE || this == NETTY_POOLED;
    }

    /** {@return a new path of this kind} */
    public FramePath open() {
        return maker.get();
    }

    /** {@return the one of that name} */
    public static FrameContender of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("nobody who takes frames is called " + label));
    }
}
