import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import type { EnginePort, TrainEvent, TrainOutcome } from '../../../../src/shared/contract/engine.ts';
import type { Experiment } from '../../../../src/shared/spec/experiment.ts';
import { linearModel, tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-engine-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 100, testCount: 60 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

interface Ran extends TrainOutcome {
  readonly events: TrainEvent[];
}

async function run(
  experiment: Experiment,
  options: { resumeFrom?: string; on?: (event: TrainEvent, port: EnginePort) => void } = {},
): Promise<Ran> {
  const events: TrainEvent[] = [];
  const job = { runId: 'run', experiment, dataFolder: folder, checkpointFolder: folder };
  const outcome = await engine.train({ ...job, resumeFrom: options.resumeFrom ?? null }, (event) => {
    events.push(event);
    options.on?.(event, engine);
  });
  return { ...outcome, events };
}

const of = <T extends TrainEvent['type']>(ran: Ran, type: T) =>
  ran.events.filter((event): event is Extract<TrainEvent, { type: T }> => event.type === type);
const checkpointFile = (ran: Ran) => join(folder, of(ran, 'checkpoint').at(-1)!.record.file);

describe('training an experiment', () => {
  it('learns: the loss falls and the accuracy rises far above chance', async () => {
    const larger = tinyImages({ trainCount: 1000, testCount: 300 });
    const port = createEngine({ openImages: () => Promise.resolve(larger), appVersion: 'test' });
    const events: TrainEvent[] = [];
    const job = { runId: 'learn', dataFolder: folder, checkpointFolder: folder, resumeFrom: null };
    const outcome = await port.train({ ...job, experiment: tinyExperiment({ epochs: 4 }) }, (event) =>
      events.push(event),
    );
    const ran = { ...outcome, events };
    const losses = of(ran, 'epoch').map(({ record }) => record.loss);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(of(ran, 'evaluated')[0]!.evaluation.accuracy).toBeGreaterThan(0.8);
    expect(ran.status).toBe('completed');
  });

  it('gives the same bits for the same document and other bits for another seed', async () => {
    const first = await run(tinyExperiment());
    const again = await run(tinyExperiment());
    const other = await run(tinyExperiment({ seed: 8 }));
    expect(again.finalWeightsSha256).toBe(first.finalWeightsSha256);
    expect(of(again, 'epoch').map(({ record }) => ({ ...record, durationMs: 0 }))).toEqual(
      of(first, 'epoch').map(({ record }) => ({ ...record, durationMs: 0 })),
    );
    expect(other.finalWeightsSha256).not.toBe(first.finalWeightsSha256);
  });

  it('starts from weights that depend on the seed and the model alone', async () => {
    const hash = async (changes: object) =>
      of(await run(tinyExperiment({ epochs: 1, ...changes })), 'started')[0]!.initialWeightsSha256;
    const base = await hash({});
    expect(await hash({ optimizer: 'adadelta', batch_size: 32 })).toBe(base);
    expect(await hash({ seed: 0 })).not.toBe(base);
  });

  it('trains on every image of an epoch, the odd last batch included', async () => {
    const ran = await run(tinyExperiment({ epochs: 1, batch_size: 16 }));
    const started = of(ran, 'started')[0]!;
    expect(started.stepsPerEpoch).toBe(7);
    expect(started.totalSteps).toBe(7);
    expect(
      of(ran, 'batches')
        .flatMap(({ points }) => points)
        .at(-1)!.step,
    ).toBe(7);
  });

  it.each([
    ['single examples', 1, 100],
    ['mini-batches', 32, 4],
    ['all data at once', 'all', 1],
    ['a batch larger than the data', 5000, 1],
  ])('takes %s', async (_name, batch_size, steps) => {
    const ran = await run(tinyExperiment({ epochs: 1, batch_size, model: { layers: linearModel } }));
    expect(of(ran, 'started')[0]!.stepsPerEpoch).toBe(steps);
    expect(Number.isFinite(of(ran, 'epoch')[0]!.record.loss)).toBe(true);
  });

  it('holds out the end of the training images for validation', async () => {
    const ran = await run(tinyExperiment({ validation: { from: 'train', split: 0.2 } }));
    expect(of(ran, 'started')[0]!.stepsPerEpoch).toBe(5);
    expect(of(ran, 'epoch')[0]!.record.val_loss).toBeGreaterThan(0);
  });

  it('reports no validation where the experiment has none', async () => {
    const ran = await run(tinyExperiment({ validation: { from: 'none' } }));
    expect(of(ran, 'epoch')[0]!.record).toMatchObject({ val_loss: null, val_accuracy: null });
  });

  it('keeps for every test image its five best classes, most probable first', async () => {
    const { evaluation } = of(await run(tinyExperiment()), 'evaluated')[0]!;
    expect(evaluation.count).toBe(60);
    expect(evaluation.topK).toBe(4);
    expect([...evaluation.labels]).toEqual([...dataset.test.labels]);
    const right = [...evaluation.labels].filter(
      (label, index) => evaluation.topClasses[index * 4] === label,
    ).length;
    expect(evaluation.accuracy).toBeCloseTo(right / 60, 10);
    for (let image = 0; image < 60; image++) {
      const shares = [...evaluation.topProbabilities.subarray(image * 4, image * 4 + 4)];
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
    expect(evaluation.superclassAccuracy).toBeGreaterThanOrEqual(evaluation.accuracy);
  });

  it('numbers its events without gaps and says what it runs on', async () => {
    const ran = await run(tinyExperiment());
    expect(ran.events.map(({ seq }) => seq)).toEqual(ran.events.map((_, index) => index));
    const started = of(ran, 'started')[0]!;
    expect(started.device.threads).toBeGreaterThan(0);
    expect(started.versions['tensorflow']).toMatch(/^\d+\.\d+/);
    expect(started.parameterCount).toBe(3 * 3 * 4 + 4 + 4 * 4 + 9 * 4 * 4 + 4);
  });

  it('follows a schedule of the learning rate', async () => {
    const schedule = {
      class_name: 'InverseTimeDecay',
      config: { initial_learning_rate: 0.1, decay_steps: 1, decay_rate: 1 },
    };
    const ran = await run(
      tinyExperiment({ optimizer: { class_name: 'SGD', config: { learning_rate: schedule } } }),
    );
    expect(of(ran, 'epoch')[0]!.record.learning_rate).toBeCloseTo(0.1 / 7, 8);
    expect(of(ran, 'epoch')[1]!.record.learning_rate).toBeCloseTo(0.1 / 14, 8);
  });

  it('refuses a model whose last layer does not fit the classes', async () => {
    const layers = [linearModel[0], { class_name: 'Dense', config: { name: 'dense', units: 3 } }];
    await expect(run(tinyExperiment({ model: { layers } }))).rejects.toMatchObject({
      code: 'engine.data-mismatch',
    });
  });
});

describe('a step in parts', () => {
  it('changes the weights as the whole step does', async () => {
    const large = tinyImages({ trainCount: 1200, testCount: 10 });
    const wide = createEngine({ openImages: () => Promise.resolve(large), appVersion: 'test' });
    const weights = async (batch_size: number | 'all') => {
      const experiment = tinyExperiment({
        epochs: 3,
        batch_size,
        shuffle: false,
        model: { layers: linearModel },
        optimizer: 'sgd',
      });
      const losses: number[] = [];
      await wide.train(
        { runId: 'p', experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom: null },
        (event) => {
          if (event.type === 'epoch') losses.push(event.record.val_loss!);
        },
      );
      return losses;
    };
    const inParts = await weights('all');
    const reference = await gradientDescentInFloat64(large, 3, 0.01);
    inParts.forEach((loss, epoch) => expect(loss).toBeCloseTo(reference[epoch]!, 5));
  });
});

describe('a loss that is not finite', () => {
  it('stops the run at that step and names it', async () => {
    const ran = await run(
      tinyExperiment({
        loss: 'mse',
        optimizer: { class_name: 'SGD', config: { learning_rate: 10000 } },
        model: { layers: [linearModel[0], { class_name: 'Dense', config: { name: 'dense', units: 4 } }] },
      }),
    );
    expect(ran.status).toBe('diverged');
    expect(ran.divergedAtStep).toBeGreaterThan(0);
    expect(
      of(ran, 'batches')
        .flatMap(({ points }) => points)
        .at(-1)!.step,
    ).toBe(ran.divergedAtStep);
    expect(of(ran, 'checkpoint').map(({ record }) => record.kind)).not.toContain('final');
  });
});

describe('stop, pause and resume', () => {
  const long = () => tinyExperiment({ epochs: 6 });

  it('goes on after a stop in mid-epoch and ends with the bits of an uninterrupted run', async () => {
    const whole = await run(long());
    const stopped = await run(long(), {
      on: (event, port) => void (event.type === 'epoch' && event.record.epoch === 2 && port.stop('run')),
    });
    expect(stopped.status).toBe('stopped');
    const { record } = of(stopped, 'checkpoint').at(-1)!;
    expect(record.kind).toBe('stop');
    const resumed = await run(long(), { resumeFrom: checkpointFile(stopped) });
    expect(resumed.status).toBe('completed');
    expect(of(resumed, 'started')[0]!.firstStep).toBe(record.step);
    expect(resumed.finalWeightsSha256).toBe(whole.finalWeightsSha256);
    const strip = (ran: Ran) => of(ran, 'epoch').map(({ record: epoch }) => ({ ...epoch, durationMs: 0 }));
    expect([...strip(stopped), ...strip(resumed)]).toEqual(strip(whole));
  });

  it('saves within a long epoch, and goes on from there with the bits of an uninterrupted run', async () => {
    const whole = await run(long());
    const eager = createEngine({
      openImages: () => Promise.resolve(dataset),
      appVersion: 'test',
      pace: { betweenEpochs: 0, withinEpoch: 0 },
    });
    const saved: string[] = [];
    const job = { runId: 'eager', experiment: long(), dataFolder: folder, checkpointFolder: folder };
    const outcome = await eager.train({ ...job, resumeFrom: null }, (event) => {
      if (event.type === 'checkpoint' && event.record.stepInEpoch > 0) saved.push(event.record.file);
    });
    expect(outcome.finalWeightsSha256).toBe(whole.finalWeightsSha256);
    expect(saved).toHaveLength(6 * 6);
    const resumed = await run(long(), { resumeFrom: join(folder, saved[9]!) });
    expect(of(resumed, 'started')[0]!.firstStep).toBe(11);
    expect(resumed.finalWeightsSha256).toBe(whole.finalWeightsSha256);
    const records = (ran: Ran) => of(ran, 'epoch').map(({ record }) => ({ ...record, durationMs: 0 }));
    expect(records(resumed)).toEqual(records(whole).slice(1));
  });

  it('stands still while paused', async () => {
    let pausedAt = 0;
    let after: number | undefined;
    const ran = await run(tinyExperiment({ epochs: 40 }), {
      on(event, port) {
        if (pausedAt > 0) after ??= performance.now();
        if (pausedAt > 0 || event.type !== 'epoch') return;
        pausedAt = performance.now();
        void port.pause('run');
        setTimeout(() => void port.resume('run'), 400);
      },
    });
    expect(ran.status).toBe('completed');
    expect(after! - pausedAt).toBeGreaterThan(0);
    expect(performance.now() - pausedAt).toBeGreaterThan(390);
  });

  it('writes checkpoints that are complete or not there, and refuses damaged ones', async () => {
    const stopped = await run(long(), {
      on: (event, port) => void (event.type === 'epoch' && port.stop('run')),
    });
    const path = checkpointFile(stopped);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    truncateSync(path, 1000);
    await expect(run(long(), { resumeFrom: path })).rejects.toMatchObject({ code: 'engine.bad-checkpoint' });
    await expect(run(long(), { resumeFrom: join(folder, 'missing') })).rejects.toMatchObject({
      code: 'engine.bad-checkpoint',
    });
  });

  it('refuses a checkpoint of another experiment', async () => {
    const stopped = await run(long(), {
      on: (event, port) => void (event.type === 'epoch' && port.stop('run')),
    });
    const other = tinyExperiment({ epochs: 6, seed: 99 });
    await expect(run(other, { resumeFrom: checkpointFile(stopped) })).rejects.toMatchObject({
      code: 'engine.bad-checkpoint',
    });
  });
});

/** Full-batch gradient descent of softmax regression in double precision from the engine's own initial weights. */
async function gradientDescentInFloat64(
  set: typeof dataset,
  epochs: number,
  rate: number,
): Promise<number[]> {
  const { buildModel, initialWeights } = await import('../../../../src/main/engine/model.ts');
  const experiment = tinyExperiment({ model: { layers: linearModel } });
  const kernel = Float64Array.from(
    initialWeights(buildModel(experiment.model, [8, 8, 1]), 7).get('dense/kernel')!,
  );
  const bias = new Float64Array(4);
  const testLosses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const slopes = new Float64Array(kernel.length);
    const biasSlopes = new Float64Array(4);
    softmaxPasses(set.train, kernel, bias, (pixels, errors) => {
      errors.forEach((error, k) => {
        biasSlopes[k]! += error / set.train.labels.length;
        pixels.forEach((pixel, i) => (slopes[i * 4 + k]! += (error * pixel) / set.train.labels.length));
      });
    });
    slopes.forEach((slope, index) => (kernel[index]! -= rate * slope));
    biasSlopes.forEach((slope, index) => (bias[index]! -= rate * slope));
    testLosses.push(softmaxPasses(set.test, kernel, bias, () => undefined));
  }
  return testLosses;
}

function softmaxPasses(
  split: typeof dataset.train,
  kernel: Float64Array,
  bias: Float64Array,
  visit: (pixels: number[], errors: number[]) => void,
): number {
  let loss = 0;
  split.labels.forEach((label, image) => {
    const pixels = Array.from(split.images.subarray(image * 64, image * 64 + 64), (byte) => byte / 255);
    const scores = Array.from(bias, (b, k) =>
      pixels.reduce((sum, pixel, i) => sum + pixel * kernel[i * 4 + k]!, b),
    );
    const exponentials = scores.map((score) => Math.exp(score));
    const total = exponentials.reduce((sum, value) => sum + value, 0);
    loss -= Math.log(exponentials[label]! / total) / split.labels.length;
    visit(
      pixels,
      exponentials.map((value, k) => value / total - (k === label ? 1 : 0)),
    );
  });
  return loss;
}
