// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

/**
 * The thread of one call into an allocator: an allocator that hangs keeps this one, and none of the framework's. It is a platform
 * thread, for native code that hangs would keep a virtual one's carrier.
 * <p>
 * While such a call hangs, the thread keeps what it stands on: the allocator, this bundle's class loader and, if memory is given
 * back, what lived in it. It inherits nothing from the thread that starts it, and its context class loader is the allocator's
 * own.
 */
public final class CallThread extends Thread {

    private static final long DEFAULT_STACK = 0;

    CallThread(String what, BoundAllocator allocator, Runnable call) {
        super(null, call, allocator.user() + " " + what + " allocator " + allocator.name(), DEFAULT_STACK, false);
        setDaemon(true);
        setContextClassLoader(allocator.loader());
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            // Whoever knows this thread still, such as a pool, must not keep the allocator's classes by it.
            setContextClassLoader(null);
        }
    }

    /** {@return whether the calling thread is in a call into an allocator: what it waits for would wait for that call} */
    public static boolean isCurrent() {
        // By name: another bundle has a copy of this class, and what is waited for from within its call would wait as well.
        return Thread.currentThread().getClass().getName().equals(CallThread.class.getName());
    }
}
