/**
 * Predictions averaged over passes with dropout at work (Gal and Ghahramani, 2016, “Dropout as a Bayesian
 * Approximation”: Monte Carlo dropout), judged on the test pictures beside the plain prediction.
 */
import { setImmediate } from 'node:timers/promises';
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { ImageDataset, ImageSplit } from '../../../shared/contract/data.ts';
import type { MaskedPasses, MaskedPassesJob } from '../../../shared/contract/dropout.ts';
import {
  addTallies,
  emptyTally,
  judgedPasses,
  qualityOf,
  type Tally,
  tallyOf,
} from '../../../shared/metrics/averaging.ts';
import { loadNative } from '../native/binding.ts';
import { picturesOf, TrainedNet } from './trained-net.ts';

/** Pictures of one call; part of what decides a picture's masks. */
const batchSize = 250;

/** Stream of the masks: `masked-passes/<layer>`, with a number for each pass and batch. */
const purpose = 'masked-passes';

/**
 * Evaluates the test pictures plainly and `passes` times with masks. What lies before the first Dropout layer is
 * computed once. Pass k has the same masks however many follow it.
 *
 * @throws LabError `engine.bad-checkpoint`.
 */
export async function maskedPasses(job: MaskedPassesJob, dataset: ImageDataset): Promise<MaskedPasses> {
  using net = new TrainedNet(job, picturesOf(dataset));
  const isMasked = net.firstDropout < net.model.layers.length;
  const averager = new PassAverager(net, dataset.test, isMasked ? job.passes : 0);
  for (let start = 0; start < dataset.test.labels.length; start += batchSize) {
    averager.addBatch(start);
    await setImmediate();
  }
  return averager.result();
}

/** Goes through the test pictures batch by batch and keeps what the result needs. */
class PassAverager {
  readonly #net: TrainedNet;
  readonly #passes: number;
  readonly #pixels: Uint8Array;
  readonly #labels: Int32Array;
  readonly #probabilities: Float32Array;
  readonly #averages: ReadonlyMap<number, { tally: Tally }>;
  #plain = emptyTally;
  #single = emptyTally;

  constructor(net: TrainedNet, { images, labels }: ImageSplit, passes: number) {
    this.#net = net;
    this.#passes = passes;
    this.#pixels = images;
    this.#labels = labels;
    const classes = net.model.outputShape.at(-1) ?? 0;
    this.#probabilities = new Float32Array(this.#labels.length * classes);
    const points = passes === 0 ? [] : judgedPasses(passes);
    this.#averages = new Map(points.map((point) => [point, { tally: emptyTally }]));
  }

  addBatch(start: number): void {
    const { tf } = loadNative();
    const labels = this.#labels.subarray(start, start + batchSize);
    const entered = tf.tidy(() => {
      const images = this.#net.images(this.#pixels, { start, count: labels.length });
      return this.#net.pass(images, { from: 0, to: this.#net.firstDropout }, null);
    });
    try {
      const plain = this.#predict(entered, null);
      this.#probabilities.set(plain, (start * plain.length) / labels.length);
      this.#plain = addTallies(this.#plain, tallyOf(plain, labels));
      this.#average(entered, { labels, batch: start / batchSize });
    } finally {
      entered.dispose();
    }
  }

  result(): MaskedPasses {
    return {
      count: this.#labels.length,
      labels: this.#labels,
      probabilities: this.#probabilities,
      plain: qualityOf(this.#plain),
      single: this.#passes === 0 ? null : qualityOf(this.#single),
      averages: [...this.#averages].map(([passes, { tally }]) => ({ passes, ...qualityOf(tally) })),
    };
  }

  #average(entered: Tensor, { labels, batch }: Readonly<{ labels: Int32Array; batch: number }>): void {
    const batches = Math.ceil(this.#labels.length / batchSize);
    const sums = new Float64Array((this.#probabilities.length / this.#labels.length) * labels.length);
    for (let pass = 1; pass <= this.#passes; pass++) {
      const values = this.#predict(entered, (pass - 1) * batches + batch);
      for (let index = 0; index < sums.length; index++) sums[index] = sums[index]! + values[index]!;
      this.#single = addTallies(this.#single, tallyOf(values, labels));
      const judged = this.#averages.get(pass);
      if (judged) judged.tally = addTallies(judged.tally, tallyOf(sums, labels, 1 / pass));
    }
  }

  /** @param place - Which masks, or null for none. */
  #predict(entered: Tensor, place: number | null): Float32Array {
    const { tf } = loadNative();
    const net = this.#net;
    const output = tf.tidy(() => {
      const layers = { from: net.firstDropout, to: net.model.layers.length };
      return net.probabilities(net.pass(entered, layers, place === null ? null : { purpose, place }));
    });
    try {
      return output.dataSync() as Float32Array;
    } finally {
      output.dispose();
    }
  }
}
