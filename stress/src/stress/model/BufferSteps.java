// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static fw.buffer.BufferMisuseException.Kind.NOT_LENT;

import fw.buffer.Buffer;

/** Steps that use a buffer: most often one that is lent; but also one that was given back or is too late, or the invalid one. */
final class BufferSteps {

    private static final int SELDOM = 10;

    private final Scene scene;
    private final Draw draw;

    BufferSteps(Scene scene, Draw draw) {
        this.scene = scene;
        this.draw = draw;
    }

    void step() {
        BufferModel buffer = scene.buffers.any(scene.random);
        if (buffer == null || scene.oneIn(24)) {
            useInvalid();
        } else {
            use(buffer);
        }
    }

    private void use(BufferModel buffer) {
        switch (scene.random.nextInt(12)) {
            case 0, 1 -> setSize(buffer, draw.upTo(buffer.slot.bin.shape.size() - buffer.offset()));
            case 2, 3 -> advance(buffer, draw.between(buffer.offset(), buffer.size()));
            case 4, 5, 6 -> write(buffer);
            case 7, 8 -> read(buffer);
            case 9 -> readBeyond(buffer);
            case 10 -> readKept();
            default -> look(buffer);
        }
        if (buffer.isReadable() && scene.oneIn(SELDOM)) {
            scene.views.keep(buffer);
        }
    }

    private void setSize(BufferModel buffer, int size) {
        scene.call(buffer.name + ".setSize(" + size + ")", buffer.setSize(size), () -> same(buffer, buffer.real.setSize(size)));
    }

    private void advance(BufferModel buffer, int bytes) {
        String expected = buffer.advance(bytes);
        scene.call(buffer.name + ".advance(" + bytes + ")", expected, () -> same(buffer, buffer.real.advance(bytes)));
    }

    private static String same(BufferModel expected, Buffer actual) {
        return actual == expected.real ? Answer.buffer(actual) : "another object: " + actual;
    }

    private void write(BufferModel buffer) {
        byte[] data = new byte[buffer.isLent() ? buffer.size() : 1];
        scene.random.nextBytes(data);
        boolean throughSegment = scene.random.nextBoolean();
        String expected = buffer.touch();
        scene.call(buffer.name + ".write()", expected, () -> Memory.write(buffer, data, throughSegment));
    }

    private void read(BufferModel buffer) {
        boolean throughSegment = scene.random.nextBoolean();
        scene.call(buffer.name + ".read()", buffer.touch(), () -> Memory.read(buffer, throughSegment));
    }

    private void readBeyond(BufferModel buffer) {
        if (buffer.isReadable()) {
            boolean throughSegment = scene.random.nextBoolean();
            scene.call(buffer.name + ".readBeyond()", Answer.thrown("IndexOutOfBoundsException"),
                () -> Memory.readBeyond(buffer, throughSegment));
        }
    }

    private void readKept() {
        Views.View view = scene.views.any(scene.random);
        if (view != null) {
            boolean throughSegment = scene.random.nextBoolean();
            scene.call(view.of() + ".readKept()", view.read(), () -> view.readReal(throughSegment));
        }
    }

    private void look(BufferModel buffer) {
        scene.call(buffer.name + ".look()", buffer.look() + ", context " + buffer.slot.context,
            () -> Answer.buffer(buffer.real) + ", context " + buffer.real.context());
    }

    private void useInvalid() {
        Buffer invalid = scene.side().subject().manager().allocate(0);
        String refused = Answer.thrown(NOT_LENT);
        switch (scene.random.nextInt(6)) {
            case 0 -> scene.call("invalid.setSize(0)", refused, () -> Answer.buffer(invalid.setSize(0)));
            case 1 -> scene.call("invalid.advance(0)", refused, () -> Answer.buffer(invalid.advance(0)));
            case 2 -> scene.call("invalid.segment()", refused, () -> invalid.segment().byteSize() + " bytes");
            case 3 -> scene.call("invalid.byteBuffer()", refused, () -> invalid.byteBuffer().toString());
            case 4 -> scene.call("invalid.look()", Answer.NO_BUFFER, () -> Answer.buffer(invalid));
            default -> scene.call("invalid.close()", Answer.DONE, () -> {
                invalid.close();
                return Answer.DONE;
            });
        }
    }
}
