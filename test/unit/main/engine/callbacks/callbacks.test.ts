import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../../../../src/main/engine/checkpoint.ts';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import type { CheckpointPace } from '../../../../../src/main/engine/train.ts';
import type { TrainEvent, TrainOutcome } from '../../../../../src/shared/contract/engine.ts';
import type { Experiment } from '../../../../../src/shared/spec/experiment.ts';
import { tinyExperiment } from '../../../../fixtures/experiments.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-callbacks-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 100, testCount: 60 });

interface Ran extends TrainOutcome {
  readonly events: readonly TrainEvent[];
}

interface RunOptions {
  readonly resumeFrom?: string;
  readonly pace?: CheckpointPace;
  /** Whether to stop with an event. */
  readonly stopAt?: (event: TrainEvent) => boolean;
}

async function run(experiment: Experiment, { resumeFrom, pace, stopAt }: RunOptions = {}): Promise<Ran> {
  const openImages = () => Promise.resolve(dataset);
  const engine = createEngine({ openImages, appVersion: 'test', ...(pace ? { pace } : {}) });
  const events: TrainEvent[] = [];
  const job = { runId: 'run', experiment, dataFolder: folder, checkpointFolder: folder };
  const outcome = await engine.train({ ...job, resumeFrom: resumeFrom ?? null }, (event) => {
    events.push(event);
    if (stopAt?.(event)) void engine.stop('run');
  });
  return { ...outcome, events };
}

const of = <T extends TrainEvent['type']>({ events }: Ran, type: T) =>
  events.filter((event): event is Extract<TrainEvent, { type: T }> => event.type === type);
const records = (ran: Ran) => of(ran, 'epoch').map(({ record }) => ({ ...record, durationMs: 0 }));
const rates = (ran: Ran) => records(ran).map((record) => record.learning_rate);

/** No value is better than the first one by 100: the first epoch stays the best. */
const stubborn = { monitor: 'val_loss', min_delta: 100 };
const stopping = { class_name: 'EarlyStopping', config: { ...stubborn, patience: 4 } };
const restoring = { class_name: 'EarlyStopping', config: { ...stopping.config, restore_best_weights: true } };
const halving = {
  class_name: 'ReduceLROnPlateau',
  config: { ...stubborn, patience: 1, factor: 0.5, cooldown: 1 },
};

const long = (changes: object) => tinyExperiment({ epochs: 20, ...changes });

describe('early stopping', () => {
  it('ends a run as completed, after the patience has run out, and says why', async () => {
    const ran = await run(long({ callbacks: [stopping] }));
    expect(ran.status).toBe('completed');
    expect(records(ran)).toHaveLength(5);
    expect(ran.callbacks).toEqual({
      stoppedEarly: { epoch: 5, monitor: 'val_loss', best: records(ran)[0]!.val_loss, bestEpoch: 1 },
      restoredEpoch: null,
    });
    expect(of(ran, 'checkpoint').at(-1)!.record).toMatchObject({ kind: 'final', epoch: 5 });
    const { evaluation } = of(ran, 'evaluated')[0]!;
    expect(evaluation.loss).toBe(records(ran)[4]!.val_loss);
  });

  it('ends with the weights of a run of as many epochs', async () => {
    const ran = await run(long({ callbacks: [stopping] }));
    expect(ran.finalWeightsSha256).toBe((await run(tinyExperiment({ epochs: 5 }))).finalWeightsSha256);
  });

  it('restores the weights of the best epoch, which the test and the final checkpoint then are of', async () => {
    const ran = await run(long({ callbacks: [restoring] }));
    const short = await run(tinyExperiment({ epochs: 1 }));
    expect(ran.callbacks!.restoredEpoch).toBe(1);
    expect(ran.finalWeightsSha256).toBe(short.finalWeightsSha256);
    expect(of(ran, 'evaluated')[0]!.evaluation).toEqual(of(short, 'evaluated')[0]!.evaluation);
    const read = ({ file }: { file: string }) => readCheckpoint(join(folder, file), null).state;
    const final = read(of(ran, 'checkpoint').at(-1)!.record);
    expect([...final.keys()].filter((name) => name.startsWith('callbacks/'))).toEqual([]);
    expect(final.get('weights/dense/kernel')).toEqual(
      read(of(short, 'checkpoint').at(-1)!.record).get('weights/dense/kernel'),
    );
  });

  it('restores them also after the last epoch', async () => {
    const ran = await run(tinyExperiment({ epochs: 3, callbacks: [restoring] }));
    expect(ran.callbacks).toEqual({ stoppedEarly: null, restoredEpoch: 1 });
    const short = await run(tinyExperiment({ epochs: 1 }));
    expect(ran.finalWeightsSha256).toBe(short.finalWeightsSha256);
  });

  it('ends with the moving averages of an optimizer that keeps them', async () => {
    const optimizer = { class_name: 'Adam', config: { use_ema: true, ema_momentum: 0.9 } };
    const ran = await run(long({ optimizer, callbacks: [stopping] }));
    const short = await run(tinyExperiment({ optimizer, epochs: 5 }));
    expect(ran.finalWeightsSha256).toBe(short.finalWeightsSha256);
    expect(of(ran, 'evaluated')[0]!.evaluation.loss).toBe(of(short, 'evaluated')[0]!.evaluation.loss);
    expect(of(ran, 'evaluated')[0]!.evaluation.loss).not.toBe(records(ran)[4]!.val_loss);
  });

  it('watches a further metric', async () => {
    const callback = {
      class_name: 'EarlyStopping',
      config: { monitor: 'val_mse', mode: 'max', patience: 2 },
    };
    const ran = await run(long({ metrics: ['mse'], callbacks: [callback] }));
    expect(ran.callbacks!.stoppedEarly!.monitor).toBe('val_mean_squared_error');
  });
});

describe('a plateau', () => {
  it('lowers the learning rate of the epochs that follow', async () => {
    const ran = await run(tinyExperiment({ epochs: 6, callbacks: [halving] }));
    expect(rates(ran)).toEqual([0.001, 0.001, 0.0005, 0.00025, 0.000125, 0.0000625]);
  });

  it('trains on at the lower rate', async () => {
    const two = await run(tinyExperiment({ epochs: 2, callbacks: [halving] }));
    const plain = await run(tinyExperiment({ epochs: 3 }));
    const ran = await run(tinyExperiment({ epochs: 3, callbacks: [halving] }));
    expect(records(ran).slice(0, 2)).toEqual(records(two));
    expect(records(ran)[1]).toEqual(records(plain)[1]);
    expect(records(ran)[2]!.loss).not.toBe(records(plain)[2]!.loss);
  });
});

describe('a run with callbacks that is cut short', () => {
  const experiment = long({ metrics: ['mae'], callbacks: [restoring, halving] });

  it('goes on to the same bits from any of its checkpoints', async () => {
    const whole = await run(experiment);
    expect(whole.callbacks).toMatchObject({ stoppedEarly: { epoch: 5 }, restoredEpoch: 1 });
    const eager = await run(experiment, { pace: { betweenEpochs: 0, withinEpoch: 0 } });
    const saved = of(eager, 'checkpoint').map(({ record }) => record);
    expect(eager.finalWeightsSha256).toBe(whole.finalWeightsSha256);
    expect(saved.length).toBeGreaterThan(20);
    for (const { file, epoch } of saved.filter((_, index) => index % 5 === 3)) {
      const resumed = await run(experiment, { resumeFrom: join(folder, file) });
      expect(resumed.finalWeightsSha256, file).toBe(whole.finalWeightsSha256);
      expect(resumed.callbacks, file).toEqual(whole.callbacks);
      expect(records(resumed), file).toEqual(records(whole).slice(epoch));
      expect(of(resumed, 'evaluated')[0]!.evaluation).toEqual(of(whole, 'evaluated')[0]!.evaluation);
    }
  });

  it('goes on to the same bits after a stop', async () => {
    const whole = await run(experiment);
    const stopped = await run(experiment, {
      stopAt: (event) => event.type === 'epoch' && event.record.epoch === 3,
    });
    expect(stopped.status).toBe('stopped');
    expect(stopped.callbacks).toEqual({ stoppedEarly: null, restoredEpoch: null });
    const file = of(stopped, 'checkpoint').at(-1)!.record.file;
    const resumed = await run(experiment, { resumeFrom: join(folder, file) });
    expect(resumed.finalWeightsSha256).toBe(whole.finalWeightsSha256);
    expect([...records(stopped), ...records(resumed)]).toEqual(records(whole));
  });

  it('keeps its final weights when it ends between the last checkpoint and the test', async () => {
    const whole = await run(experiment);
    const { file, kind } = of(whole, 'checkpoint').at(-1)!.record;
    expect(kind).toBe('final');
    const resumed = await run(experiment, { resumeFrom: join(folder, file) });
    expect(resumed.status).toBe('completed');
    expect(records(resumed)).toEqual([]);
    expect(resumed.finalWeightsSha256).toBe(whole.finalWeightsSha256);
    expect(resumed.callbacks).toEqual(whole.callbacks);
    expect(of(resumed, 'evaluated')).toEqual(of(whole, 'evaluated').map((event) => ({ ...event, seq: 2 })));
  });
});
