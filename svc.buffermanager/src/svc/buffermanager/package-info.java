// SPDX-License-Identifier: Apache-2.0
/**
 * The buffer manager as an operator sees it: a pool of buffers that can be configured, read and reset.
 * <p>
 * A component that takes and gives back buffers needs only {@link fw.buffer}. This package is for those who look after the pool.
 * They import it with {@code [1,2)}; its provider imports it with {@code [1.1,1.2)}.
 * <p>
 * F´: {@code Svc::BufferManager}.
 */
@Export
@Version("1.1.0")
package svc.buffermanager;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
