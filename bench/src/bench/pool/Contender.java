// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/** Those that take part, under the names that the parameter {@code pool} of a benchmark has. */
public enum Contender {
    /** This project's. */
    BUFFERMANAGER(Kind.OURS, ManagerPool::new),
    /** Netty's buddy allocator. */
    NETTY_POOLED(Kind.BUFFER_POOL, _ -> new NettyPool(new PooledByteBufAllocator(true))),
    /** Netty's newest. */
    NETTY_ADAPTIVE(Kind.BUFFER_POOL, _ -> new NettyPool(new AdaptiveByteBufAllocator(true))),
    /** Jetty's ArrayByteBufferPool. */
    JETTY(Kind.BUFFER_POOL, _ -> new JettyPool()),
    /** Arrow's RootAllocator. */
    ARROW(Kind.BUFFER_POOL, _ -> new ArrowPool()),
    /** GenericObjectPool of commons-pool2. */
    COMMONS_POOL2(Kind.BUFFER_POOL, demand -> SizeClasses.of(demand, CommonsPool::new)),
    /** Stormpot. */
    STORMPOT(Kind.OBJECT_POOL, demand -> SizeClasses.of(demand, StormpotPool::new)),
    /** Agrona's ManyToManyConcurrentArrayQueue. */
    AGRONA(Kind.OBJECT_POOL, demand -> queues(demand, ManyToManyConcurrentArrayQueue::new)),
    /** The bounded queue of JCTools. */
    JCTOOLS(Kind.OBJECT_POOL, demand -> queues(demand, MpmcArrayQueue::new)),
    /** The unbounded queue of JCTools, in chunks of 1024. */
    JCTOOLS_XADD(Kind.OBJECT_POOL, demand -> queues(demand, _ -> new MpmcUnboundedXaddArrayQueue<>(1024))),
    /** The C library. */
    MALLOC(Kind.NO_POOL, _ -> new MallocPool()),
    /** The JDK's arenas. */
    ARENA(Kind.NO_POOL, demand -> new ArenaPool(demand.handedOver())),
    /** The JDK's direct buffers. */
    DIRECT(Kind.NO_POOL, _ -> new DirectPool());

    /** What it is. */
    public enum Kind {
        /** This project's. */
        OURS,
        /** A pool that is made for buffers, or is used for them most. */
        BUFFER_POOL,
        /** A pool of objects, one size each: in modes of mixed sizes there is one for each size. */
        OBJECT_POOL,
        /** New memory each time. */
        NO_POOL
    }

    private final Kind kind;
    private final Function<Demand, BufferPool<?>> maker;

    Contender(Kind kind, Function<Demand, BufferPool<?>> maker) {
        this.kind = kind;
        this.maker = maker;
    }

    private static BufferPool<?> queues(Demand demand, IntFunction<Queue<ByteBuffer>> maker) {
        return SizeClasses.of(demand, bin -> new QueuePool(maker.apply(bin.count()), bin));
    }

    /** {@return what it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return whether it has a number of buffers that it is made with; the others take what they need} */
    public boolean hasSize() {
        return this == BUFFERMANAGER || this == COMMONS_POOL2 || kind == Kind.OBJECT_POOL;
    }

    /** {@return whether one pool has buffers of several sizes} */
    public boolean knowsSizes() {
        return this != COMMONS_POOL2 && kind != Kind.OBJECT_POOL;
    }

    /** {@return its name as the benchmarks' parameter has it} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the contender of that label} */
    public static Contender of(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no pool " + label + "; there are: " + labels()));
    }

    /** {@return all labels, with commas between} */
    public static String labels() {
        return Arrays.stream(values()).map(Contender::label).collect(Collectors.joining(", "));
    }

    /** {@return a new pool of this kind that meets the demand} */
    @SuppressWarnings("unchecked") // whoever takes from it gives back to the same
    public BufferPool<Object> open(Demand demand) {
        return (BufferPool<Object>) maker.apply(demand);
    }
}
