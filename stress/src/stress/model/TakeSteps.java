// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.Arrays;

import fw.buffer.Buffer;
import stress.model.ManagerModel.Taken;

/** Steps that take buffers. */
final class TakeSteps {

    private static final int MANY = 1500;
    /** What is in an array before. */
    private static final StrangeBuffer MARK = new StrangeBuffer(true, 7);

    private final Scene scene;
    private final Draw draw;

    TakeSteps(Scene scene, Draw draw) {
        this.scene = scene;
        this.draw = draw;
    }

    void step() {
        Side side = scene.side();
        int size = draw.size(side.model());
        if (scene.oneIn(3)) {
            several(side, size);
        } else {
            one(side, size);
        }
    }

    private void one(Side side, int size) {
        Taken taken = side.model().allocate(size);
        Buffer[] got = new Buffer[1];
        scene.call(side.name() + ".allocate(" + size + ")", taken.answer(), () -> {
            got[0] = side.subject().manager().allocate(size);
            return Answer.buffer(got[0]);
        });
        lend(side, got, taken.count());
    }

    private void several(Side side, int size) {
        int length = scene.oneIn(12) ? MANY : scene.random.nextInt(8);
        int count = draw.upTo(length);
        Buffer[] into = scene.oneIn(16) ? new StrangeBuffer[length] : new Buffer[length];
        Arrays.fill(into, MARK);
        if (scene.oneIn(24)) {
            into = null;
        }
        several(side, size, into, count);
    }

    private void several(Side side, int size, Buffer[] into, int count) {
        Taken taken = expected(side.model(), size, into, count);
        String array = into == null ? "null" : into.getClass().getComponentType().getSimpleName() + "[" + into.length + "]";
        scene.call(side.name() + ".allocate(" + size + ", " + array + ", " + count + ")", taken.answer(), () -> {
            int got = side.subject().manager().allocate(size, into, count);
            return Answer.buffers(Arrays.stream(into, 0, got).map(Answer::buffer).toList());
        });
        for (int i = taken.count(); into != null && i < into.length; i++) {
            if (into[i] != MARK) {
                throw scene.wrong("index " + i + " as it was", into[i] + " there");
            }
        }
        lend(side, into, taken.count());
    }

    private static Taken expected(ManagerModel model, int size, Buffer[] into, int count) {
        if (into == null) {
            return new Taken(Answer.thrown("NullPointerException"), 0);
        }
        if (count < 0 || count > into.length) {
            return new Taken(Answer.thrown("IndexOutOfBoundsException"), 0);
        }
        if (into.getClass() != Buffer[].class) {
            return new Taken(Answer.thrown("ArrayStoreException"), 0);
        }
        return model.allocate(size, count);
    }

    private void lend(Side side, Buffer[] buffers, int count) {
        for (int i = 0; i < count; i++) {
            String fault = scene.buffers.lend(side.model(), buffers[i]);
            if (fault != null) {
                throw scene.wrong("a buffer that is free", fault);
            }
        }
    }
}
