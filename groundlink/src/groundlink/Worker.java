// SPDX-License-Identifier: Apache-2.0
package groundlink;

/** A thread that a component owns: it runs one thing at a time and is over when the component is. */
final class Worker {

    private final String name;
    private Thread thread;

    /** Makes one whose threads get this name. */
    Worker(String name) {
        this.name = name;
    }

    /**
     * Runs something on a new thread.
     *
     * @throws IllegalStateException if it runs something already
     */
    synchronized void start(Runnable work) {
        if (thread != null && thread.isAlive()) {
            throw new IllegalStateException(name + " is at work; one transfer at a time");
        }
        thread = new Thread(work, name);
        thread.start();
    }

    /** Interrupts what runs, if anything does, and waits until it has ended. */
    synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        thread = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
