import { describe, expect, it } from 'vitest';
import { lossPerImage } from '../../src/main/engine/losses.ts';
import { metricsPerImage } from '../../src/main/engine/metrics.ts';
import { loadNative } from '../../src/main/engine/native/binding.ts';
import { lossSchema } from '../../src/shared/spec/losses.ts';
import { evaluateLogits } from './evaluation-run.ts';
import { furtherMetrics, metricName, metricsSchema } from '../../src/shared/spec/metrics.ts';
import {
  floats,
  integers,
  Judge,
  readGolden,
  TOLERANCE,
  unpack,
  type Compared,
  type KerasClass,
  type PackedArray,
} from './golden.ts';

interface MetricsFile {
  readonly labels: PackedArray;
  /** Images × classes. */
  readonly logits: PackedArray;
  /** Softmax of the logits. */
  readonly outputs: PackedArray;
  readonly per_image: Readonly<Record<string, PackedArray>>;
}

const { metrics } = readGolden('losses') as { metrics: MetricsFile };

/** Images with ties, NaN and infinities among their outputs; whether the true class is among the best. */
interface TopKFile {
  readonly labels: PackedArray;
  readonly outputs: PackedArray;
  readonly top_k: readonly { readonly k: number; readonly per_image: PackedArray }[];
  readonly classes: readonly (KerasClass & { readonly keras_config: { readonly name: string } })[];
}

const topK = readGolden('metrics') as TopKFile;
const [count = 0, classes = 0] = metrics.logits.shape;
const labels = integers(metrics.labels);
const judge = new Judge('metrics');

describe('an evaluation', () => {
  const evaluation = evaluateLogits({ logits: floats(metrics.logits), labels, classes });
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
    judge.expectClose(partOf('evaluation', 'probabilities'), evaluation.topProbabilities, wanted);
    judge.expectClose(
      partOf('evaluation', 'loss'),
      [evaluation.loss],
      [mean(perImage('categorical_crossentropy'))],
    );
  });
});

describe('top-k accuracy', () => {
  it.each(topK.top_k)(
    'counts what Keras counts, ties and broken outputs included: k = $k',
    ({ k, per_image }) => {
      const { tf } = loadNative();
      const before = tf.memory().numTensors;
      for (const class_name of ['TopKCategoricalAccuracy', 'SparseTopKCategoricalAccuracy']) {
        const asked = furtherMetrics(metricsSchema.parse([{ class_name, config: { k } }]));
        const values = tf.tidy(() => {
          const { data, shape } = unpack(topK.outputs);
          const output = tf.tensor(data, [...shape]);
          const truth = tf.tensor1d(integers(topK.labels), 'int32');
          const input = { output, labels: truth, superclassOf: null };
          return metricsPerImage(asked, input)?.dataSync<'float32'>().slice();
        });
        expect(values).toEqual(floats(per_image));
      }
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

describe('a metric', () => {
  it.each(topK.classes)('has the name and the arguments of Keras: $class_name $config', (golden) => {
    const { class_name, config, keras_config } = golden;
    const [metric] = metricsSchema.parse([{ class_name, config }]);
    if (metric === undefined) throw new Error(`${class_name} was not read`);
    expect(metricName(metric)).toBe(keras_config.name);
    if (typeof metric !== 'string') expect(metric.config).toEqual(keras_config);
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
    judge.expectClose(partOf(name, 'values'), values, perImage(name));
  });

  it('stays within the tolerance over all', async ({ annotate, task }) => {
    task.meta.tally = judge.rows;
    await annotate(judge.report);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });
});

function partOf(subject: string, part: string): Compared {
  return { subject, name: 'golden metrics', part };
}

function perImage(metric: string): Float32Array {
  const packed = metrics.per_image[metric];
  if (!packed) throw new Error(`No golden values of ${metric}`);
  return floats(packed);
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
