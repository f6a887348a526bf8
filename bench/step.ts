/**
 * `npm run bench -- step`: milliseconds of a training step of the lecture's CNN, ours against TF.js's own `fit`,
 * in one process and in alternating blocks; JavaScript's share of our step; memory after 100 and after 500 steps.
 * Prints one JSON document with medians and ratios.
 */
import { cpus } from 'node:os';
import { openDataset } from '../src/main/datasets/open.ts';
import { loadNative } from '../src/main/engine/native/binding.ts';
import { TrainingSession } from '../src/main/engine/session.ts';
import type { ImageDataset } from '../src/shared/contract/data.ts';
import { countNativeTime } from './native-time.ts';
import { batchSize, slidesExperiment, tfjsModel } from './slides-cnn.ts';

const rounds = 7;
const stepsPerBlock = 10;
const imageCount = batchSize * stepsPerBlock;

const { tf, binding } = loadNative();
const mnist = await openDataset('mnist', '');
const dataset: ImageDataset = {
  ...mnist,
  train: {
    images: mnist.train.images.slice(0, imageCount * 784),
    labels: mnist.train.labels.slice(0, imageCount),
  },
};
using session = new TrainingSession(slidesExperiment('adam'), dataset);
session.initialize();

const model = tfjsModel(tf, tf.train.adam());
const images = tf.div(tf.tensor4d(Float32Array.from(dataset.train.images), [imageCount, 28, 28, 1]), 255);
const labels = tf.oneHot(tf.tensor1d(dataset.train.labels, 'int32'), 10);

const ours: number[] = [];
const theirs: number[] = [];
let native = 0;
countNativeTime((ms) => (native += ms));
let nativeShare = 0;
for (let round = 0; round <= rounds; round++) {
  native = 0;
  const oursMs = await timed(() => Promise.resolve(ourBlock()));
  const share = native / oursMs;
  const theirsMs = await timed(() => model.fit(images, labels, { batchSize, epochs: 1, verbose: 0 }));
  if (round === 0) continue;
  ours.push(oursMs / stepsPerBlock);
  theirs.push(theirsMs / stepsPerBlock);
  nativeShare += share / rounds;
}

const memory = memoryAfterSteps([100, 500]);
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;
const report = {
  bench: 'step',
  date: new Date().toISOString().slice(0, 10),
  machine: { cpu: cpus()[0]?.model, threads: cpus().length },
  versions: { node: process.versions.node, tensorflow: binding.TF_Version, tfjs: tf.version['tfjs-core'] },
  stepMs: { tatami: median(ours), tfjsFit: median(theirs) },
  timesFasterThanTfjsFit: median(theirs) / median(ours),
  javascriptShareOfStep: 1 - nativeShare,
  residentMegabytes: memory,
};
console.log(JSON.stringify(report, null, 2));

function ourBlock(): void {
  session.beginEpoch(0, 0);
  for (let step = 0; step < stepsPerBlock; step++) session.step(step === stepsPerBlock - 1);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function memoryAfterSteps(marks: readonly number[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (let steps = stepsPerBlock; steps <= (marks.at(-1) as number); steps += stepsPerBlock) {
    ourBlock();
    if (marks.includes(steps)) found[`after${steps}Steps`] = Math.round(process.memoryUsage().rss / 1e6);
  }
  return found;
}
