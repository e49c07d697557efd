// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.inject.Inject;

import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;


import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** Each setting of a manager can be changed while buffers come and go; no buffer is lost by it, nor by a value that is refused. */
public class EverySettingTest extends ContainerTest {

    private static final Map<String, Object> PLAIN = Map.of(BufferManager.BINS, bins("64x16", "2KiBx4"),
        BufferManager.DRAIN_TIMEOUT, 10_000L);

    /** A good value, and by what it is seen that it is in force; null if the service's property is all there is to see. */
    private record Change(String property, Object value, Predicate<BufferManagerDTO> inForce) {
    }

    private static final List<Change> CHANGES = List.of(
        new Change(BufferManager.BINS, bins("128x16"), now -> now.totalBuffs == 16),
        new Change(BufferManager.ALIGNMENT, 4096L, now -> now.alignment == 4096),
        new Change(BufferManager.ALLOCATOR_TARGET, Allocators.filter("arena"), now -> now.allocator.equals("arena")),
        new Change(BufferManager.MEMORY_ID, 49, now -> now.memoryId == 49),
        new Change(BufferManager.MANAGER_ID, 40, now -> now.managerId == 40),
        new Change(BufferManager.DRAIN_TIMEOUT, 9_000L, null),
        new Change(BufferManager.ALLOCATOR_TIMEOUT, 9_000L, null),
        new Change(BufferManager.PREFAULT, true, now -> now.swaps > 0),
        new Change(BufferManager.HANDLES, "ROTATED", now -> now.swaps > 0),
        new Change(BufferManager.HANDLES, "FRESH", now -> now.swaps > 0),
        new Change(BufferManager.HANDLES, "SEALED", now -> now.swaps > 0),
        new Change(BufferManager.ACCOUNTING, true, now -> now.accounting),
        new Change(BufferManager.TRACKING, 3, now -> now.tracking == 3),
        new Change(BufferManager.HELD_LIMIT, 60_000L, null),
        new Change(BufferManager.RECLAIM, true, null),
        new Change(BufferManager.QUOTAS, new String[] {"*;buffers=12"},
            now -> now.holders.stream().allMatch(holder -> holder.quotaBuffers == 12)),
        new Change(BufferManager.SPILL, 0, now -> now.swaps > 0),
        new Change(BufferManager.GUARD, true, now -> now.guarded),
        new Change(BufferManager.WIPE, true, now -> now.swaps > 0),
        new Change(BufferManager.RECOVERY, true, null),
        new Change(BufferManager.MISUSE_POLICY, "STRICT", null));

    /** Values that no manager can have, and what the refusal shows beside the property and the value: the good form. */
    private static final List<List<Object>> REFUSED = List.of(
        List.of(BufferManager.BINS, new String[] {"64*4"}, "'64*4'", "2048x20"),
        List.of(BufferManager.BINS, new String[0], "bins", "2048x20"),
        List.of(BufferManager.BINS, new String[] {"64x1", "64B x2"}, "64", "2048x20"),
        List.of(BufferManager.ALIGNMENT, 48L, "alignment 48", "power of two"),
        List.of(BufferManager.ALLOCATOR_TARGET, "(broken", "allocator.target '(broken'", "=malloc)"),
        List.of(BufferManager.MEMORY_ID, -1, "memory.id -1", "0 or"),
        List.of(BufferManager.MANAGER_ID, 65536, "manager.id 65536", "65535"),
        List.of(BufferManager.DRAIN_TIMEOUT, -1L, "drain.timeout -1", "0 or"),
        List.of(BufferManager.ALLOCATOR_TIMEOUT, 0L, "allocator.timeout 0", "1 or"),
        List.of(BufferManager.HANDLES, "NEW", "handles 'NEW'", "REUSED, ROTATED, FRESH, SEALED"),
        List.of(BufferManager.TRACKING, -1, "tracking -1", "0"),
        List.of(BufferManager.HELD_LIMIT, -1L, "held.limit -1", "0"),
        List.of(BufferManager.QUOTAS, new String[] {"*;buffers=many"}, "many", "buffers=10"),
        List.of(BufferManager.QUOTAS, new String[] {"*;reserve=2KiBx5"}, "5", "4"),
        List.of(BufferManager.SPILL, -2, "spill -2", "-1"),
        List.of(BufferManager.MISUSE_POLICY, "MILD", "misuse.policy 'MILD'", "REPORT, STRICT"));

    @Inject
    private MetaTypeService metaTypes;

    @Test
    public void eachComesIntoForceUnderTrafficAndNoBufferIsLost() throws Exception {
        int id = 32;
        for (Change change : CHANGES) {
            ConfiguredManager manager = managers.configure(id++, PLAIN);
            try (Traffic traffic = new Traffic(manager.service(), 64, 2)) {
                traffic.awaitProgress();
                long service = manager.serviceId();
                manager.change(Map.of(change.property(), change.value()));
                Awaiting.that(change + " is in force").until(() -> Objects.deepEquals(change.value(),
                    manager.reference().getProperty(change.property())) && inForce(change, manager.snapshot()));
                traffic.awaitProgress();
                assertEquals(change.toString(), service, manager.serviceId());
            }
            Awaiting.that(change + " lost no buffer").until(() -> manager.snapshot().currBuffs == 0);
            BufferManagerDTO after = manager.snapshot();
            assertEquals(change + ": " + after, 0, after.expired + after.misuses + after.noBuffs + after.leaks + after.quarantined);
            manager.delete();
        }
        assertEquals(List.of(), log.with("ERROR"));
    }

    private static boolean inForce(Change change, BufferManagerDTO now) {
        return change.inForce() == null || change.inForce().test(now);
    }

    @Test
    public void eachValueThatIsRefusedIsToldWithTheGoodFormAndTheTrafficGoesOn() throws Exception {
        ConfiguredManager manager = managers.configure(32, PLAIN);
        List<String> wrong = new ArrayList<>();
        try (Traffic traffic = new Traffic(manager.service(), 64, 2)) {
            for (List<Object> bad : REFUSED) {
                int before = log.with("is refused").size();
                manager.change(Map.of((String) bad.get(0), bad.get(1)));
                Awaiting.that(bad.get(0) + " = " + bad.get(2) + " is refused").until(() -> log.with("is refused").size() > before);
                String refusal = log.with("is refused").get(before);
                if (!Stream.of("stays in force", bad.get(2), bad.get(3)).map(String.class::cast).allMatch(refusal::contains)) {
                    wrong.add(refusal);
                }
                traffic.awaitProgress();
                assertEquals(0, manager.snapshot().swaps);
                manager.changeBack();
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(0, manager.snapshot().currBuffs);
    }

    /** What an operator's configuration page shows is what there is, and no setting is without a test here. */
    @Test
    public void theConfigurationPageShowsEachWithADescription() {
        ObjectClassDefinition page = Stream.of(FrameworkUtil.getBundle(BufferManager.class).getBundleContext().getBundles())
            .map(metaTypes::getMetaTypeInformation).filter(of -> Set.of(of.getFactoryPids()).contains(BufferManager.PID))
            .findFirst().orElseThrow().getObjectClassDefinition(BufferManager.PID, null);
        Map<String, AttributeDefinition> shown = new LinkedHashMap<>();
        for (AttributeDefinition attribute : page.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            shown.put(attribute.getID(), attribute);
            assertTrue(attribute.getID(), attribute.getDescription().length() > 20 && !attribute.getName().isBlank());
        }
        assertEquals(CHANGES.stream().map(Change::property).collect(Collectors.toCollection(TreeSet::new)),
            new TreeSet<>(shown.keySet()));
    }
}
