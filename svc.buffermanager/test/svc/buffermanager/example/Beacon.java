// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.example;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;

@Component
public final class Beacon {

    private final BufferGet pool;

    @Activate
    public Beacon(@Reference(target = "(manager.id=1)") BufferGet pool) {
        this.pool = pool;
    }

    public int beat(WritableByteChannel out) throws IOException {
        try (Buffer buffer = pool.allocate(8)) {
            return buffer.isValid() ? out.write(buffer.byteBuffer().putLong(0, System.nanoTime())) : 0;
        }
    }
}
