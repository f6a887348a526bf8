/**
 * Tatami's side of a contest, in a process of its own: steps in float32 with all rewrites, steps in the fast mode,
 * TF.js's own `fit` on the same library, and the time that the step's arithmetic alone would take at the rate of a
 * matrix product. Answers one JSON document for each that comes on standard input.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import { describeDevice } from '../../src/main/engine/device.ts';
import { loadNative } from '../../src/main/engine/native/binding.ts';
import { TrainingSession } from '../../src/main/engine/session.ts';
import { countNativeTime } from '../native-time.ts';
import { neededOperations, slidesExperiment, tfjsModel } from '../slides-cnn.ts';
import { datasetOf, splitOf } from './cell-dataset.ts';
import type { Cell } from './cells.ts';
import type { BlockAnswer, Question } from './contestant.ts';
import { Sgemm } from './sgemm.ts';

/** Does so many steps. */
type Block = (steps: number) => Promise<BlockAnswer> | BlockAnswer;

interface Opened extends Disposable {
  readonly block: Block;
}

const { tf, binding } = loadNative();
const opened = new Map<string, Opened>();
let nativeMs = 0;
countNativeTime((ms) => (nativeMs += ms));

const optimizers = {
  sgd: { class_name: 'SGD', config: { learning_rate: 0.01, momentum: 0.9 } },
  adam: { class_name: 'Adam', config: { learning_rate: 0.001 } },
  adadelta: { class_name: 'Adadelta', config: { learning_rate: 1 } },
} as const;

const tfjsOptimizers: Record<Cell['optimizer'], () => TensorFlow.Optimizer> = {
  sgd: () => tf.train.momentum(0.01, 0.9),
  adam: () => tf.train.adam(0.001),
  adadelta: () => tf.train.adadelta(1),
};

const openers: Readonly<Record<string, (cell: Cell) => Promise<Opened>>> = {
  tatami: (cell) => openTatami(cell, 'float32'),
  'tatami-bf16': (cell) => openTatami(cell, 'mixed_bfloat16'),
  'tfjs-fit': openTfjs,
  sgemm: openSgemm,
};

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await answerTo(JSON.parse(line) as Question).catch((error: unknown) => ({
    failed: String(error),
  }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function answerTo(question: Question): Promise<object> {
  switch (question.ask) {
    case 'about': {
      const versions = { node: process.versions.node, tatamiTensorflow: binding.TF_Version };
      const { threads, cpuFeatures } = describeDevice();
      return { versions: { ...versions, tfjs: tf.version['tfjs-core'] }, threads, cpuFeatures };
    }
    case 'open': {
      const begun = performance.now();
      opened.set(question.variant, (await openers[question.variant]?.(question.cell)) as Opened);
      return { firstStepMs: performance.now() - begun };
    }
    case 'block':
      return (opened.get(question.variant) as Opened).block(question.steps);
    case 'close':
      for (const one of opened.values()) one[Symbol.dispose]();
      opened.clear();
      return {};
  }
}

async function openTatami(cell: Cell, dtypePolicy: 'float32' | 'mixed_bfloat16'): Promise<Opened> {
  const experiment = slidesExperiment(optimizers[cell.optimizer], { classes: cell.classes, dtypePolicy });
  const compute = dtypePolicy === 'float32' ? 'float32' : 'bfloat16';
  const session = new TrainingSession(experiment, datasetOf(cell, readFileSync(cell.file)), {
    computes: [compute],
  });
  session.initialize();
  const steps = session.plan.stepsPerEpoch;
  let next = 0;
  const block: Block = (count) => {
    const stepMs: number[] = [];
    nativeMs = 0;
    for (let step = 0; step < count; step++, next++) {
      const begun = performance.now();
      if (next % steps === 0) session.beginEpoch(next / steps, 0);
      session.step(next % steps === steps - 1);
      stepMs.push(performance.now() - begun);
    }
    const totalMs = stepMs.reduce((sum, ms) => sum + ms, 0);
    return { stepMs, javascriptShare: 1 - nativeMs / totalMs };
  };
  await block(1);
  return { block, [Symbol.dispose]: () => session.dispose() };
}

async function openTfjs(cell: Cell): Promise<Opened> {
  const model = tfjsModel(tf, tfjsOptimizers[cell.optimizer](), cell);
  const { images, labels } = splitOf(cell, readFileSync(cell.file));
  const shape: [number, number, number, number] = [cell.images, cell.size, cell.size, cell.channels];
  const inputs = tf.tidy(() =>
    tf.div<TensorFlow.Tensor4D>(tf.tensor4d(Float32Array.from(images), shape), 255),
  );
  const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), cell.classes).toFloat());
  // The mean of a block: a callback at each step would make `fit` wait for its numbers, and slow it down.
  const block = async (count: number): Promise<BlockAnswer> => {
    const rows = count * cell.batchSize;
    const [x, y] = [inputs.slice(0, rows), targets.slice(0, rows)];
    const begun = performance.now();
    await model.fit(x, y, { batchSize: cell.batchSize, epochs: 1, verbose: 0 });
    const stepMs = [(performance.now() - begun) / count];
    tf.dispose([x, y]);
    return { stepMs };
  };
  await block(1);
  const dispose = (): void => {
    model.dispose();
    tf.dispose([inputs, targets]);
  };
  return { block, [Symbol.dispose]: dispose };
}

async function openSgemm(cell: Cell): Promise<Opened> {
  const sgemm = new Sgemm();
  const operations = cell.batchSize * neededOperations(cell);
  const block: Block = (count) => ({
    stepMs: Array.from({ length: Math.ceil(count / 2) }, () => operations / sgemm.operationsPerMs()),
  });
  await block(1);
  return { block, [Symbol.dispose]: () => sgemm[Symbol.dispose]() };
}
