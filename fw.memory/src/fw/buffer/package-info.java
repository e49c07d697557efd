// SPDX-License-Identifier: Apache-2.0
/**
 * Memory for run time, as a component sees it: a {@link fw.buffer.Buffer} and the two ports, {@link fw.buffer.BufferGet} to take
 * one and {@link fw.buffer.BufferSend} to give it back.
 * <p>
 * The pattern is F´'s: <em>take, look whether it is valid, use, perhaps hand on, give back</em>. Whoever has a buffer gives it
 * back to the port that he had it from, so that it unwinds to the pool ("return to sender").
 * <p>
 * A component that only takes and gives back imports this package with {@code [1,2)}; any provider of the ports can stand behind
 * it. All types but the exceptions are implemented by providers, which import it with {@code [1.0,1.1)}.
 * <p>
 * F´: {@code Fw::Buffer}, the ports {@code Fw.BufferGet} and {@code Fw.BufferSend}.
 */
@Export
@Version("1.0.0")
package fw.buffer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
