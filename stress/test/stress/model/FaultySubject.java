// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

import svc.buffermanager.BufferManager;
import svc.buffermanager.provider.SteppedPools;

/** The real manager, with a fault built in: in its calls, or, by a subclass, in what is done with its pools. */
class FaultySubject implements Subject {

    /** What a call of the manager does. */
    interface Behaviour {
        Object call(BufferManager real, Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    final Subject real = new SteppedPools();
    private final BufferManager manager;

    FaultySubject() {
        this((subject, method, arguments) -> method.invoke(subject, arguments));
    }

    FaultySubject(Behaviour behaviour) {
        manager = (BufferManager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BufferManager.class},
            (_, method, arguments) -> {
                try {
                    return behaviour.call(real.manager(), method, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }

    @Override
    public BufferManager manager() {
        return manager;
    }

    @Override
    public void publish(Arrangement arrangement) {
        real.publish(arrangement);
    }

    @Override
    public void withdraw() {
        real.withdraw();
    }

    @Override
    public void end(int index) {
        real.end(index);
    }

    @Override
    public List<Boolean> retired() {
        return real.retired();
    }

    @Override
    public void refuseOnce() {
        real.refuseOnce();
    }

    @Override
    public int drainings() {
        return real.drainings();
    }

    @Override
    public long reserved() {
        return real.reserved();
    }

    @Override
    public List<String> log() {
        return real.log();
    }
}
