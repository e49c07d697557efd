// SPDX-License-Identifier: Apache-2.0
package bench.frames;

/** A way from the bytes of a stream to the payloads of its frames, each of which is looked at and given back. For one thread. */
public interface FramePath extends AutoCloseable {

    /** Sends a whole stream, read by read. All its frames have come when this returns. */
    void send(FrameStream stream);

    /** {@return how many payloads have come so far} */
    long frames();

    /** {@return how many bytes these had} */
    long payloadBytes();

    @Override
    void close();
}
