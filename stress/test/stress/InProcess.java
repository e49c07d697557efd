// SPDX-License-Identifier: Apache-2.0
package stress;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/** A jcstress test, run without jcstress: that it works, if not that the provider does. */
final class InProcess {

    private final TestInfo info;
    private final Constructor<?> state;
    private final List<Method> actors;
    private final List<Method> arbiters;
    private final Constructor<?> result;

    InProcess(String name) throws ReflectiveOperationException {
        info = TestList.getInfo(name);
        Class<?> type = Class.forName(info.binaryName());
        state = type.getDeclaredConstructor();
        state.setAccessible(true);
        actors = with(Actor.class, type);
        arbiters = with(Arbiter.class, type);
        List<Method> all = new ArrayList<>(actors);
        all.addAll(arbiters);
        result = all.stream().flatMap(method -> Arrays.stream(method.getParameterTypes())).findFirst().orElseThrow()
            .getDeclaredConstructor();
    }

    private static List<Method> with(Class<? extends Annotation> annotation, Class<?> type) {
        List<Method> methods = Arrays.stream(type.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(annotation)).toList();
        methods.forEach(method -> method.setAccessible(true));
        return methods;
    }

    /** {@return whether the test allows that outcome} */
    boolean allows(String outcome) {
        List<StateCase> cases = info.cases().stream().filter(known -> known.matches(outcome)).toList();
        return cases.isEmpty() ? info.unmatched().expect() != Expect.FORBIDDEN
            : cases.stream().allMatch(known -> known.expect() == Expect.ACCEPTABLE);
    }

    /** {@return the outcomes of the actors one after the other, in every order} */
    List<String> inEachOrder() throws ReflectiveOperationException {
        List<String> outcomes = new ArrayList<>();
        for (List<Method> order : orders(actors)) {
            Object round = state.newInstance();
            Object outcome = result.newInstance();
            for (Method actor : order) {
                call(actor, round, outcome);
            }
            outcomes.add(judged(round, outcome));
        }
        return outcomes;
    }

    private static List<List<Method>> orders(List<Method> methods) {
        if (methods.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Method>> orders = new ArrayList<>();
        for (Method first : methods) {
            List<Method> others = methods.stream().filter(method -> method != first).toList();
            for (List<Method> rest : orders(others)) {
                List<Method> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }

    /** {@return the outcomes of the actors on a thread each} */
    List<String> atOnce(int rounds) throws Exception {
        List<String> outcomes = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(actors.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(actors.size())) {
            for (int i = 0; i < rounds; i++) {
                Object round = state.newInstance();
                Object outcome = result.newInstance();
                List<Future<Void>> calls = new ArrayList<>();
                for (Method actor : actors) {
                    calls.add(threads.submit(() -> {
                        start.await();
                        call(actor, round, outcome);
                        return null;
                    }));
                }
                for (Future<Void> call : calls) {
                    call.get();
                }
                outcomes.add(judged(round, outcome));
            }
        } catch (ExecutionException e) {
            throw new AssertionError(info.name() + ": an actor threw", e.getCause());
        }
        return outcomes;
    }

    private String judged(Object round, Object outcome) throws ReflectiveOperationException {
        for (Method arbiter : arbiters) {
            call(arbiter, round, outcome);
        }
        return outcome.toString();
    }

    private static void call(Method method, Object round, Object outcome) throws InvocationTargetException, IllegalAccessException {
        if (method.getParameterCount() == 0) {
            method.invoke(round);
        } else {
            method.invoke(round, outcome);
        }
    }
}
