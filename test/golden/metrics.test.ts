import { describe, expect, it } from 'vitest';
import { lossPerImage } from '../../src/main/engine/losses.ts';
import { loadNative } from '../../src/main/engine/native/binding.ts';
import { TrainingSession } from '../../src/main/engine/session.ts';
import type { ImageDataset } from '../../src/shared/contract/data.ts';
import type { Evaluation } from '../../src/shared/contract/engine.ts';
import { parseExperiment } from '../../src/shared/spec/experiment.ts';
import { lossSchema } from '../../src/shared/spec/losses.ts';
import { floats, integers, Judge, readGolden, TOLERANCE, unpack, type PackedArray } from './golden.ts';

interface MetricsFile {
  readonly labels: PackedArray;
  /** Images × classes. */
  readonly logits: PackedArray;
  /** Softmax of the logits. */
  readonly outputs: PackedArray;
  readonly per_image: Readonly<Record<string, PackedArray>>;
}

const { metrics } = readGolden('losses') as { metrics: MetricsFile };
const [count = 0, classes = 0] = metrics.logits.shape;
const labels = integers(metrics.labels);
const judge = new Judge();

describe('an evaluation', () => {
  const evaluation = evaluate();
  const bestFive = Array.from(labels, (_, image) => [
    ...evaluation.topClasses.subarray(5 * image, 5 * image + 5),
  ]);

  it('calls the images right that Keras calls right', () => {
    const right = Float32Array.from(labels, (label, image) => Number(bestFive[image]?.[0] === label));
    expect(right).toEqual(perImage('accuracy'));
    expect(evaluation.accuracy).toBeCloseTo(mean(perImage('accuracy')), 12);
  });

  it('keeps the five classes that Keras counts for top-5 accuracy', () => {
    const right = Float32Array.from(labels, (label, image) => Number(bestFive[image]?.includes(label)));
    expect(right).toEqual(perImage('top_5_accuracy'));
  });

  it('gives the probabilities and the mean loss of Keras', () => {
    const outputs = floats(metrics.outputs);
    const wanted = bestFive.flatMap((best, image) =>
      best.map((one) => outputs[image * classes + one] as number),
    );
    judge.expectClose('probabilities', evaluation.topProbabilities, wanted);
    judge.expectClose('loss', [evaluation.loss], [mean(perImage('categorical_crossentropy'))]);
  });
});

describe('a metric of single values', () => {
  it.each(['mean_absolute_error', 'mean_squared_error'])('has the values of Keras: %s', (name) => {
    const { tf } = loadNative();
    const values = tf.tidy(() => {
      const output = tf.tensor(unpack(metrics.outputs).data, [count, classes]);
      const loss = lossPerImage(
        lossSchema.parse(name),
        { output, logits: null },
        tf.tensor1d(labels, 'int32'),
      );
      return loss.dataSync<'float32'>().slice();
    });
    judge.expectClose(name, values, perImage(name));
  });

  it('stays within the tolerance over all', async ({ annotate }) => {
    await annotate(judge.report);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });
});

/** Evaluates a net that gives image `i` the golden logits `i`: each image has one white pixel, each row is its kernel. */
function evaluate(): Evaluation {
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
  using session = new TrainingSession(experiment, whitePixels());
  session.initialize();
  const state = session.state();
  state.set('weights/dense/kernel', {
    type: 'float32',
    shape: [count, classes],
    data: floats(metrics.logits),
  });
  session.restore(state);
  return session.evaluateAll(session.split.test);
}

/** Image `i` is white at pixel `i` and black elsewhere. */
function whitePixels(): ImageDataset {
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

function perImage(metric: string): Float32Array {
  const packed = metrics.per_image[metric];
  if (!packed) throw new Error(`No golden values of ${metric}`);
  return floats(packed);
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
