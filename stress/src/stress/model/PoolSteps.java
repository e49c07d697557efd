// SPDX-License-Identifier: Apache-2.0
package stress.model;

import svc.buffermanager.BufferManager;

/** Steps of those who look after a manager: its pool is swapped, taken away, ended, and its telemetry asked for. */
final class PoolSteps {

    private final Scene scene;
    private final Draw draw;

    PoolSteps(Scene scene, Draw draw) {
        this.scene = scene;
        this.draw = draw;
    }

    void step() {
        Side side = scene.side();
        switch (scene.random.nextInt(18)) {
            case 0, 1, 2, 3 -> publish(side, draw.arrangement());
            case 4 -> publishInVain(side);
            case 5 -> withdraw(side);
            case 6, 7, 8 -> endDrained(side);
            case 9, 10 -> endAny(side, false);
            case 11 -> endAny(side, true);
            case 12, 13 -> clearThrottles(side);
            default -> schedIn(side);
        }
    }

    void publish(Side side, Arrangement arrangement) {
        side.model().publish(arrangement);
        scene.call(side.name() + ".publish(" + arrangement + ")", Answer.DONE, () -> {
            side.subject().publish(arrangement);
            return Answer.DONE;
        });
    }

    private void publishInVain(Side side) {
        Arrangement arrangement = draw.arrangement();
        side.subject().refuseOnce();
        String refused = Answer.thrown("MemoryUnavailableException");
        scene.call(side.name() + ".publish(" + arrangement + ") without memory", refused, () -> {
            side.subject().publish(arrangement);
            return Answer.DONE;
        });
    }

    void withdraw(Side side) {
        side.model().withdraw();
        scene.call(side.name() + ".withdraw()", Answer.DONE, () -> {
            side.subject().withdraw();
            return Answer.DONE;
        });
    }

    void endDrained(Side side) {
        for (int i = side.model().retired.size() - 1; i >= 0; i--) {
            if (side.model().retired.get(i).out() == 0) {
                end(side, i, false);
                scene.compare();
            }
        }
    }

    private void endAny(Side side, boolean refused) {
        int pools = side.model().retired.size();
        if (pools > 0) {
            end(side, scene.random.nextInt(pools), refused);
        }
    }

    private void end(Side side, int index, boolean refused) {
        if (refused) {
            side.subject().refuseOnce();
        }
        scene.call(side.name() + ".end(" + index + ")" + (refused ? " refused" : ""), side.model().end(index, refused), () -> {
            side.subject().end(index);
            return Answer.DONE;
        });
    }

    private void clearThrottles(Side side) {
        side.model().events.clearThrottles();
        scene.call(side.name() + ".clearThrottles()", Answer.DONE, () -> {
            side.subject().manager().clearThrottles();
            return Answer.DONE;
        });
    }

    private void schedIn(Side side) {
        BufferManager manager = side.subject().manager();
        ManagerModel model = side.model();
        PoolModel pool = model.current;
        scene.call(side.name() + ".schedIn()", pool == null ? Answer.thrown("IllegalStateException") : Answer.DONE, () -> {
            manager.schedIn();
            return Answer.DONE;
        });
        if (pool != null) {
            scene.compareFigures(side);
            // The model knows the high-water mark within bounds only; it has just been seen to be within these.
            model.events.telemetry(model.managerId, pool.arrangement.buffers(), model.out(), manager.snapshot().hiBuffs,
                model.noBuffs, model.emptyBuffs);
        }
    }
}
