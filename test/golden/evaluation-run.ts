/** Evaluates a net whose logits are given, as the engine evaluates a run. */
import { TrainingSession } from '../../src/main/engine/session.ts';
import type { ImageDataset } from '../../src/shared/contract/data.ts';
import type { Evaluation } from '../../src/shared/contract/engine.ts';
import { parseExperiment } from '../../src/shared/spec/experiment.ts';

/** Images × classes, row by row, and the true class of each image. */
export interface GivenLogits {
  readonly logits: Float32Array;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** Evaluates a net that gives image `i` the logits `i`: each image has one white pixel, each row is its kernel. */
export function evaluateLogits(given: GivenLogits): Evaluation {
  const { logits, labels, classes } = given;
  const count = labels.length;
  const experiment = parseExperiment({
    tatami: 'experiment',
    version: 1,
    dataset: { id: 'golden' },
    model: {
      layers: [
        'Flatten',
        { class_name: 'Dense', config: { units: classes, use_bias: false, activation: 'softmax' } },
      ],
    },
    loss: 'categorical_crossentropy',
    optimizer: 'sgd',
  });
  using session = new TrainingSession(experiment, whitePixels(given));
  session.initialize();
  const state = session.state();
  state.set('weights/dense/kernel', {
    type: 'float32',
    shape: [count, classes],
    data: logits,
  });
  session.restore(state);
  return session.evaluateAll(session.split.test);
}

/** Image `i` is white at pixel `i` and black elsewhere. */
function whitePixels({ labels, classes }: GivenLogits): ImageDataset {
  const count = labels.length;
  const images = Uint8Array.from({ length: count * count }, (_, place) =>
    place % (count + 1) === 0 ? 255 : 0,
  );
  const names = Array.from({ length: classes }, (_, index) => `class ${index}`);
  const half = { images, labels };
  return {
    info: {
      id: 'golden',
      title: 'Golden',
      height: count,
      width: 1,
      channels: 1,
      trainCount: count,
      testCount: count,
      taxonomy: { classes: names, superclasses: null, superclassOf: null },
      origin: 'generated',
      sha256: '0'.repeat(64),
    },
    train: half,
    test: half,
  };
}
