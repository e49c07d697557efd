// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.ArrayDeque;
import java.util.Deque;

import svc.frameaccumulator.Detection;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.RingView;

/** A detector that answers what it was told to, in order, and the last answer again and again. */
final class Script implements FrameDetector {

    private record Answer(Status status, long size) {
    }

    private final Deque<Answer> answers = new ArrayDeque<>();
    int calls;

    Script then(Status status, long size) {
        answers.add(new Answer(status, size));
        return this;
    }

    @Override
    public void detect(RingView ring, Detection detection) {
        calls++;
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        detection.set(answer.status, answer.size);
    }
}
