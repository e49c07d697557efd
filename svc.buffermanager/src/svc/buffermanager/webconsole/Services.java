// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.BufferManagerListener;

/** The managers and allocators that are in service, and what happens in the managers, as the page gets them. */
final class Services implements Source {

    private final BundleContext context;
    private final Supplier<List<Map.Entry<Map<String, Object>, BufferManager>>> managers;
    private final Supplier<List<Map.Entry<Map<String, Object>, MemAllocator>>> allocators;
    private final Allocators asked = new Allocators();
    private final Happenings happenings = new Happenings();
    private ServiceRegistration<BufferManagerListener> registration;

    Services(BundleContext context, Supplier<List<Map.Entry<Map<String, Object>, BufferManager>>> managers,
        Supplier<List<Map.Entry<Map<String, Object>, MemAllocator>>> allocators) {
        this.context = context;
        this.managers = managers;
        this.allocators = allocators;
    }

    @Override
    public void begin() {
        registration = context.registerService(BufferManagerListener.class, happenings, null);
    }

    @Override
    public JsonObject sample() throws InterruptedException {
        Map<Long, BufferManagerDTO> snapshots = new HashMap<>();
        for (Map.Entry<Map<String, Object>, BufferManager> entry : managers.get()) {
            try {
                snapshots.put((Long) entry.getKey().get(Constants.SERVICE_ID), entry.getValue().snapshot());
            } catch (IllegalStateException e) {
                // It has gone meanwhile: the page doesn't show it, as in the next sample.
                continue;
            }
        }
        boolean answered = asked.ask(allocators.get());
        return new JsonObject().put("time", System.currentTimeMillis()).put("managers", ManagerJson.of(snapshots))
            .put("allocators", asked.answers()).put("allocatorsAnswer", answered).put("events", happenings.news());
    }

    @Override
    public JsonObject history() {
        return new JsonObject().put("events", happenings.all());
    }

    @Override
    public void end() {
        asked.close();
        happenings.clear();
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The bundle is stopping: the framework has unregistered it.
            registration = null;
        }
    }
}
