/** Evaluates images batch by batch and keeps, for each image, its loss and its most probable classes. */
import type { Evaluation } from '../../shared/contract/engine.ts';
import { metricMeans } from './metrics.ts';
import type { TensorValue } from './native/graph.ts';

/** What an evaluation works with. */
export interface EvaluationSource {
  /** Runs the evaluation entry on exactly `batchSize` positions. */
  readonly run: (positions: Int32Array) => TensorValue[];
  /** True class of the image at a position. */
  readonly labels: (position: number) => number;
  /** Superclass of each class, or null. */
  readonly superclassOf: readonly number[] | null;
  readonly batchSize: number;
  readonly topK: number;
  /** The words of the further metrics, whose values the entry answers after all others. */
  readonly metricNames: readonly string[];
}

/** An evaluation under way. Call {@link EvaluationRun.next} until it answers false. */
export class EvaluationRun {
  readonly #source: EvaluationSource;
  readonly #positions: Int32Array;
  readonly #labels: Uint16Array;
  readonly #topClasses: Uint16Array;
  readonly #topProbabilities: Float32Array;
  #done = 0;
  #lossSum = 0;
  #penalties = 0;
  readonly #metricSums: number[];

  constructor(source: EvaluationSource, positions: Int32Array) {
    this.#source = source;
    this.#positions = positions;
    this.#labels = Uint16Array.from(positions, source.labels);
    this.#topClasses = new Uint16Array(positions.length * source.topK);
    this.#topProbabilities = new Float32Array(positions.length * source.topK);
    this.#metricSums = source.metricNames.map(() => 0);
  }

  /** Evaluates the next batch; false when all images are done. */
  next(): boolean {
    const { batchSize, topK } = this.#source;
    const start = this.#done;
    const size = Math.min(batchSize, this.#positions.length - start);
    if (size === 0) return false;
    const batch = new Int32Array(batchSize).fill(this.#positions[start] as number);
    batch.set(this.#positions.subarray(start, start + size));
    const [losses, penalties, classes, outputs, metrics] = this.#source
      .run(batch)
      .map(({ data }) => data) as [Float32Array, Float32Array, Int32Array, Float32Array, Float32Array?];
    for (let index = 0; index < size; index++) this.#lossSum += losses[index] as number;
    if (metrics) this.#addMetrics(metrics, size);
    this.#penalties = penalties[0] as number;
    this.#topClasses.set(classes.subarray(0, size * topK), start * topK);
    this.#topProbabilities.set(outputs.subarray(0, size * topK), start * topK);
    this.#done += size;
    return this.#done < this.#positions.length;
  }

  /** @param values - Images × metrics; the images after the first `size` only fill the batch up. */
  #addMetrics(values: Float32Array, size: number): void {
    const sums = this.#metricSums;
    for (let place = 0; place < size * sums.length; place++)
      sums[place % sums.length] = (sums[place % sums.length] ?? 0) + (values[place] as number);
  }

  /** The evaluation of all images done so far. */
  result(): Evaluation {
    const { topK, superclassOf, metricNames } = this.#source;
    const count = this.#done;
    let right = 0;
    let rightSuperclass = 0;
    for (let index = 0; index < count; index++) {
      const truth = this.#labels[index] as number;
      const predicted = this.#topClasses[index * topK] as number;
      if (predicted === truth) right++;
      if (superclassOf && superclassOf[predicted] === superclassOf[truth]) rightSuperclass++;
    }
    return {
      count,
      loss: count === 0 ? 0 : this.#lossSum / count + this.#penalties,
      accuracy: count === 0 ? 0 : right / count,
      superclassAccuracy: superclassOf === null ? null : count === 0 ? 0 : rightSuperclass / count,
      metrics: metricMeans(metricNames, this.#metricSums, count),
      labels: this.#labels,
      topClasses: this.#topClasses,
      topProbabilities: this.#topProbabilities,
      topK,
    };
  }
}
