// SPDX-License-Identifier: Apache-2.0
/**
 * The model test: random sequences of calls, good and bad ones, on real managers and on a model of them for one thread, which
 * says what each call must come to. {@link stress.model.Sequence} makes one, the same each time for its seed; the classes that
 * end in Model are the model, those that end in Steps draw the calls. It knows managers by {@link stress.model.Subject} only.
 */
package stress.model;
