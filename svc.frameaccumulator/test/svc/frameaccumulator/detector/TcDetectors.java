// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.detector;

import java.lang.reflect.Proxy;

import svc.frameaccumulator.FrameDetector;

/** Detectors of TC frames, for tests of other packages. */
public final class TcDetectors {

    private TcDetectors() {
    }

    /** {@return the detector for the frames of that spacecraft} */
    public static FrameDetector ofSpacecraft(int id) {
        CcsdsTcFrameDetector detector = new CcsdsTcFrameDetector();
        detector.configure((CcsdsTcConfiguration) Proxy.newProxyInstance(TcDetectors.class.getClassLoader(),
            new Class<?>[] {CcsdsTcConfiguration.class}, (self, method, args) -> id));
        return detector;
    }
}
