// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import fw.buffer.Buffer;

/** Steps that give buffers back, and what is none of the manager's too. */
final class GiveSteps {

    private static final int SHOWN = 8;

    private final Scene scene;
    private final Draw draw;

    GiveSteps(Scene scene, Draw draw) {
        this.scene = scene;
        this.draw = draw;
    }

    void step() {
        switch (scene.random.nextInt(6)) {
            case 0, 1 -> one(scene.side(), any());
            case 2, 3 -> several(scene.side());
            default -> {
                BufferModel buffer = scene.buffers.any(scene.random);
                if (buffer != null) {
                    close(buffer);
                }
            }
        }
    }

    /** Gives all back that is out, in any order. */
    void settle() {
        List<BufferModel> lent = new ArrayList<>(scene.buffers.lent());
        Collections.shuffle(lent, scene.random);
        for (BufferModel buffer : lent) {
            close(buffer);
            scene.compare();
        }
    }

    private void close(BufferModel buffer) {
        checkBytes(buffer);
        scene.call(buffer.name + ".close()", buffer.giveBack(), () -> {
            buffer.real.close();
            return Answer.DONE;
        });
    }

    private void one(Side side, Buffer buffer) {
        BufferModel known = scene.buffers.of(buffer);
        checkBytes(known);
        scene.call(side.name() + ".deallocate(" + name(buffer) + ")", side.model().deallocate(buffer, known), () -> {
            side.subject().manager().deallocate(buffer);
            return Answer.DONE;
        });
    }

    private void several(Side side) {
        Buffer[] buffers = new Buffer[scene.random.nextInt(scene.oneIn(12) ? 60 : 6)];
        Arrays.setAll(buffers, _ -> any());
        int count = draw.upTo(buffers.length);
        boolean isNull = scene.oneIn(24);
        String named = isNull ? "null" : Arrays.stream(buffers).limit(SHOWN).map(this::name).collect(Collectors.joining(" ", "[",
            buffers.length > SHOWN ? " and " + (buffers.length - SHOWN) + " more]" : "]"));
        scene.call(side.name() + ".deallocate(" + named + ", " + count + ")",
            isNull ? Answer.thrown("NullPointerException") : expected(side.model(), buffers, count), () -> {
                side.subject().manager().deallocate(isNull ? null : buffers, count);
                return Answer.DONE;
            });
    }

    /** Each is given back, or refused; and the first refusal is thrown, with the others. */
    private String expected(ManagerModel model, Buffer[] buffers, int count) {
        if (count < 0 || count > buffers.length) {
            return Answer.thrown("IndexOutOfBoundsException");
        }
        List<String> refusals = new ArrayList<>();
        for (Buffer buffer : Arrays.copyOf(buffers, count)) {
            BufferModel known = scene.buffers.of(buffer);
            checkBytes(known);
            String refusal = Answer.kindThrown(model.deallocate(buffer, known));
            if (refusal != null) {
                refusals.add(refusal);
            }
        }
        return refusals.isEmpty() ? Answer.DONE : Answer.thrown(refusals);
    }

    /** {@return most often a buffer of one of the managers, most often lent} */
    private Buffer any() {
        BufferModel known = scene.buffers.any(scene.random);
        return switch (scene.random.nextInt(24)) {
            case 0 -> null;
            case 1 -> scene.side().subject().manager().allocate(0);
            case 2 -> StrangeBuffer.INVALID;
            case 3 -> new StrangeBuffer(scene.random.nextBoolean(), known == null ? 0 : known.real.context());
            case 4 -> new StrangeBuffer(true, Buffer.NO_CONTEXT);
            default -> known == null ? StrangeBuffer.INVALID : known.real;
        };
    }

    private String name(Buffer buffer) {
        BufferModel known = scene.buffers.of(buffer);
        return known == null ? Objects.toString(buffer) : known.name;
    }

    /** What was written must be there until a buffer is given back. */
    private void checkBytes(BufferModel buffer) {
        if (buffer != null && buffer.isReadable()) {
            String answer = Memory.read(buffer, true);
            if (!answer.equals(buffer.touch())) {
                throw scene.wrong(buffer.name + " with the bytes that were written", answer);
            }
        }
    }
}
