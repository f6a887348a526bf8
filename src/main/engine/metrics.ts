/** Keras 3's metrics as functions of tensors. Each answers one number per image; a metric's value is their mean. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { LabError } from '../../shared/contract/errors.ts';
import type { DatasetInfo } from '../../shared/contract/data.ts';
import { lossSchema } from '../../shared/spec/losses.ts';
import { type FurtherMetric, furtherMetrics, metricName } from '../../shared/spec/metrics.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { lossPerImage } from './losses.ts';
import { loadNative } from './native/binding.ts';
import { nativeOp } from './native/ops.ts';

/** What a metric looks at. */
export interface MetricInput {
  /** Images × classes: what the model yields, after its last activation. */
  readonly output: Tensor;
  /** int32 class of each image. */
  readonly labels: Tensor;
  /** Superclass of each class; null where the set has none. */
  readonly superclassOf: readonly number[] | null;
}

/** The metrics of each image, images × metrics; null where there are none. */
export function metricsPerImage(metrics: readonly FurtherMetric[], input: MetricInput): Tensor | null {
  const { tf } = loadNative();
  if (metrics.length === 0) return null;
  return tf.stack(
    metrics.map((metric) => metricPerImage(metric, input)),
    1,
  );
}

/** The words of an experiment's further metrics, in the order in which they are computed. */
export function furtherMetricNames({ metrics }: Pick<Experiment, 'metrics'>): readonly string[] {
  return furtherMetrics(metrics).map(metricName);
}

/** The means of metrics by their words; absent where there are none. */
export function metricMeans(
  names: readonly string[],
  sums: readonly number[],
  count: number,
): Readonly<Record<string, number>> | undefined {
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, count === 0 ? 0 : (sums[index] ?? 0) / count]));
}

/** @throws LabError `data.no-superclasses` where a metric asks for superclasses of a set that has none. */
export function checkMetrics({ metrics }: Pick<Experiment, 'metrics'>, { id, taxonomy }: DatasetInfo): void {
  if (taxonomy.superclassOf === null && metrics.includes('superclass_accuracy'))
    throw new LabError('data.no-superclasses', { dataset: id });
}

function metricPerImage(metric: FurtherMetric, { output, labels, superclassOf }: MetricInput): Tensor {
  const { tf } = loadNative();
  switch (metric) {
    case 'mean_absolute_error':
    case 'mean_squared_error':
      return lossPerImage(lossSchema.parse(metric), { output, logits: null }, labels);
    case 'superclass_accuracy': {
      const superclasses = tf.tensor1d([...(superclassOf ?? [])], 'int32');
      const [predicted, wanted] = [tf.argMax(output, 1), labels].map((classes) =>
        gather(superclasses, classes),
      ) as [Tensor, Tensor];
      return tf.cast(tf.equal(predicted, wanted), 'float32');
    }
    default:
      return inTopK(output, labels, metric.config.k);
  }
}

/** The int32 values at the given places. TF.js's own reads the places, which no graph can. */
function gather(values: Tensor, places: Tensor): Tensor {
  const integer = { type: 'int32' } as const;
  const axis = loadNative().tf.scalar(0, 'int32');
  return nativeOp('GatherV2', { Tparams: integer, Tindices: integer, Taxis: integer }, [
    values,
    places,
    axis,
  ]);
}

/**
 * 1 where fewer than `k` classes have a larger value than the true one, else 0: TensorFlow's `in_top_k`, as in Keras.
 * So all classes that tie for the last place count, and an output that is not finite counts as wrong.
 */
function inTopK(output: Tensor, labels: Tensor, k: number): Tensor {
  const { tf } = loadNative();
  const most = tf.scalar(Math.min(k, output.shape[1] as number), 'int32');
  return tf.cast(nativeOp('InTopKV2', { T: { type: 'int32' } }, [output, labels, most]), 'float32');
}
