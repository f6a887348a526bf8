import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { earlyStopping } from '../../src/main/engine/callbacks/early-stopping.ts';
import { firstState, type MonitorState } from '../../src/main/engine/callbacks/monitor.ts';
import { reduceOnPlateau } from '../../src/main/engine/callbacks/reduce-on-plateau.ts';
import { readCheckpoint, writeCheckpoint } from '../../src/main/engine/checkpoint.ts';
import { createEngine } from '../../src/main/engine/engine.ts';
import type { ImageDataset } from '../../src/shared/contract/data.ts';
import type { EpochRecord, TrainEvent, TrainOutcome } from '../../src/shared/contract/engine.ts';
import { type CallbackSpec, callbacksSchema } from '../../src/shared/spec/callbacks.ts';
import { type Experiment, parseExperiment } from '../../src/shared/spec/experiment.ts';
import {
  floats,
  integers,
  Judge,
  readGolden,
  TOLERANCE,
  unpack,
  type KerasClass,
  type PackedArray,
} from './golden.ts';

interface StoppingCase extends KerasClass {
  readonly sequence: string;
  /** Keras's counter after each epoch; the last one is that of the epoch that ended the run. */
  readonly waits: readonly number[];
  readonly stops: boolean;
  readonly weights_of_epoch: number;
}

interface PlateauCase extends KerasClass {
  readonly sequence: string;
  readonly waits: readonly number[];
  /** Learning rate after each epoch. */
  readonly rates: PackedArray;
}

interface CallbacksFile {
  readonly first_rate: number;
  readonly sequences: readonly { readonly name: string; readonly values: PackedArray }[];
  readonly defaults: readonly KerasClass[];
  readonly cases: readonly (StoppingCase | PlateauCase)[];
  readonly fit: Fit;
}

/** A whole `fit`: what went in, Keras's history, and the weights at its end. */
interface Fit {
  readonly images: PackedArray;
  readonly labels: PackedArray;
  /** How many of the images are trained on; the others are validated on. */
  readonly train: number;
  readonly batch_size: number;
  readonly epochs: number;
  readonly superclasses: readonly number[];
  readonly optimizer: KerasClass;
  readonly callbacks: readonly KerasClass[];
  readonly initial_weights: readonly PackedArray[];
  readonly final_weights: readonly PackedArray[];
  readonly history: Readonly<Record<string, PackedArray>>;
  readonly best_epoch: number;
}

const golden = readGolden('callbacks') as CallbacksFile;
const sequences = new Map(golden.sequences.map(({ name, values }) => [name, floats(values)]));
const judge = new Judge('callbacks');

const titled = <Case extends KerasClass & { sequence: string }>(cases: readonly Case[]) =>
  cases.map((one) => ({ ...one, title: `${JSON.stringify(one.config)} on “${one.sequence}”` }));
const stopping = titled(golden.cases.filter((one) => 'stops' in one));
const plateaus = titled(golden.cases.filter((one) => 'rates' in one));

describe('early stopping', () => {
  it.each(stopping)('waits, ends and chooses weights as in Keras: $title', (wanted) => {
    const callback = readCallback(wanted);
    if (callback.class_name !== 'EarlyStopping') throw new Error('no such case');
    let state: MonitorState = firstState;
    let isOver = false;
    const waits: number[] = [];
    for (const [index, value] of (sequences.get(wanted.sequence) ?? []).entries()) {
      if (isOver) break;
      ({ state, isOver } = earlyStopping(callback.config, state, { epoch: index + 1, value }));
      waits.push(state.wait);
    }
    const restores = callback.config.restore_best_weights;
    expect(waits).toEqual(wanted.waits);
    expect(isOver).toBe(wanted.stops);
    expect((restores ? state.bestEpoch : null) ?? waits.length).toBe(wanted.weights_of_epoch);
  });
});

describe('a plateau', () => {
  it.each(plateaus)('waits and lowers the rate as in Keras: $title', (wanted) => {
    const callback = readCallback(wanted);
    if (callback.class_name !== 'ReduceLROnPlateau') throw new Error('no such case');
    let state: MonitorState = firstState;
    let rate = golden.first_rate;
    const steps = Array.from(sequences.get(wanted.sequence) ?? [], (value, index) => {
      ({ state, rate } = reduceOnPlateau(callback.config, state, { epoch: index + 1, value, rate }));
      return { wait: state.wait, rate };
    });
    expect(steps.map(({ wait }) => wait)).toEqual(wanted.waits);
    expect(Float32Array.from(steps, (step) => step.rate)).toEqual(floats(wanted.rates));
  });
});

describe('a callback', () => {
  it.each(golden.defaults)('has the defaults of Keras: $class_name', ({ class_name, config }) => {
    expect(readCallback({ class_name, config: {} }).config).toEqual(config);
  });
});

describe('a fit with metrics and callbacks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tatami-golden-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the history of Keras epoch by epoch, ends as early, and with the same weights', async () => {
    const { history, final_weights: wanted, best_epoch: best } = golden.fit;
    const { records, outcome, weights } = await fit(folder);
    for (const [name, values] of Object.entries(history)) {
      const given = records.map((record) => numberOf(record, name));
      judge.expectClose({ subject: 'fit', name: 'history', part: name }, given, floats(values));
    }
    expect(outcome.callbacks).toMatchObject({
      stoppedEarly: { epoch: records.length, bestEpoch: best },
      restoredEpoch: best,
    });
    weights.forEach((values, index) =>
      judge.expectClose(
        { subject: 'fit', name: 'weights', part: String(index) },
        values,
        floats(wanted[index] as PackedArray),
      ),
    );
  });

  it('stays within the tolerance over all', async ({ annotate, task }) => {
    task.meta.tally = judge.rows;
    await annotate(judge.report);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });
});

function readCallback({ class_name, config }: KerasClass): CallbackSpec {
  const [callback] = callbacksSchema.parse([{ class_name, config }]);
  if (callback === undefined) throw new Error(`${class_name} was not read`);
  return callback;
}

function numberOf(record: EpochRecord, name: string): number {
  const { metrics, ...numbers } = record;
  const found = { ...numbers, ...metrics } as Readonly<Record<string, number | null>>;
  return found[name] ?? NaN;
}

/** Trains from Keras's first weights, which are put into the checkpoint of the first step. */
async function fit(folder: string) {
  const experiment = experimentOf(golden.fit);
  const engine = createEngine({
    openImages: () => Promise.resolve(datasetOf(golden.fit)),
    appVersion: 'test',
  });
  const train = async (
    resumeFrom: string | null,
  ): Promise<{ outcome: TrainOutcome; events: TrainEvent[] }> => {
    const events: TrainEvent[] = [];
    const job = { runId: 'fit', experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom };
    return { outcome: await engine.train(job, (event) => events.push(event)), events };
  };
  const files = (events: readonly TrainEvent[]) =>
    events.flatMap((event) => (event.type === 'checkpoint' ? [join(folder, event.record.file)] : []));
  const [first = ''] = files((await train(null)).events);
  const checkpoint = readCheckpoint(first, null);
  const state = new Map(checkpoint.state);
  for (const [index, key] of ['weights/dense/kernel', 'weights/dense/bias'].entries())
    state.set(key, unpack(golden.fit.initial_weights[index] as PackedArray));
  writeCheckpoint(folder, 'keras.ckpt', { ...checkpoint, state });
  const { outcome, events } = await train(join(folder, 'keras.ckpt'));
  const final = readCheckpoint(files(events).at(-1) ?? '', null).state;
  return {
    outcome,
    records: events.flatMap((event) => (event.type === 'epoch' ? [event.record] : [])),
    weights: ['weights/dense/kernel', 'weights/dense/bias'].map((key) => final.get(key)?.data ?? []),
  };
}

function experimentOf({ optimizer, callbacks, batch_size, epochs }: Fit): Experiment {
  const top2 = { class_name: 'TopKCategoricalAccuracy', config: { k: 2, name: 'top2' } };
  return parseExperiment({
    tatami: 'experiment',
    version: 1,
    dataset: { id: 'golden' },
    model: { layers: ['Flatten', { class_name: 'Dense', config: { units: 6, activation: 'softmax' } }] },
    loss: 'categorical_crossentropy',
    metrics: ['accuracy', top2, 'mae', 'mse', 'superclass_accuracy'],
    shuffle: false,
    ...{ optimizer, callbacks, batch_size, epochs },
  });
}

function datasetOf({ images, labels, train, superclasses }: Fit): ImageDataset {
  const [count = 0, height = 0, width = 0, channels = 0] = images.shape;
  const pixels = Uint8Array.from(unpack(images).data);
  const size = height * width * channels;
  const part = (from: number, to: number) => ({
    images: pixels.subarray(from * size, to * size),
    labels: integers(labels).subarray(from, to),
  });
  const taxonomy = {
    classes: superclasses.map((_, index) => `class ${index}`),
    superclasses: ['first', 'second'],
    superclassOf: [...superclasses],
  };
  const counts = { trainCount: train, testCount: count - train };
  return {
    info: {
      ...{ id: 'golden', title: 'Golden', height, width, channels, ...counts, taxonomy },
      ...{ origin: 'generated', sha256: '0'.repeat(64) },
    },
    train: part(0, train),
    test: part(train, count),
  };
}
