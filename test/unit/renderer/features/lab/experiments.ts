/** Experiments of the tests of the place “lab”. */
import { parseExperiment, type Experiment } from '../../../../../src/shared/spec/experiment.ts';
import {
  viewModel,
  type ModelView,
} from '../../../../../src/renderer/src/features/lab/builder/model-view.ts';

/** Pictures of MNIST. */
export const inputShape = [28, 28, 1];

/** The layers of the slides' picture, in short. */
export const slides: readonly unknown[] = [
  { class_name: 'Conv2D', config: { filters: 32, kernel_size: 6, activation: 'relu' } },
  { class_name: 'Conv2D', config: { filters: 64, kernel_size: 6, activation: 'relu' } },
  { class_name: 'MaxPooling2D', config: { pool_size: 2 } },
  { class_name: 'Dropout', config: { rate: 0.25 } },
  'Flatten',
  { class_name: 'Dense', config: { units: 128, activation: 'relu' } },
  { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
];

/** An experiment with the given layers. */
export function experimentOf(layers: readonly unknown[], changes: object = {}): Experiment {
  return parseExperiment({
    ...{ tatami: 'experiment', version: 1, dataset: 'mnist', optimizer: 'adam' },
    loss: 'categorical_crossentropy',
    model: { layers },
    ...changes,
  });
}

/** What is seen of an experiment's model. */
export function viewOf({ model }: Experiment): ModelView {
  return viewModel(model, inputShape);
}
