import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import { livePrograms, liveTensors } from '../../../../../src/main/engine/native/program.ts';
import type { BatchPoint, CheckpointRecord } from '../../../../../src/shared/contract/engine.ts';
import { describeError, type LabError } from '../../../../../src/shared/contract/errors.ts';
import type { XrayJob, XrayReport } from '../../../../../src/shared/contract/xray.ts';
import type { Experiment } from '../../../../../src/shared/spec/experiment.ts';
import { optimizerSchema } from '../../../../../src/shared/spec/optimizers.ts';
import { linearModel, tinyExperiment } from '../../../../fixtures/experiments.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-xray-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 100, testCount: 60 });
const engine = createEngine({
  openImages: () => Promise.resolve(dataset),
  appVersion: 'test',
  pace: { betweenEpochs: 0, withinEpoch: 0 },
});

/** Seven steps an epoch, two epochs: dropout, batch normalisation, Adam. */
const steps = { from: 1, to: 14, every: 1 };

/** A net whose graph is small. */
const linear = tinyExperiment({ model: { layers: linearModel } });

function xray(experiment: Experiment, changes: Partial<XrayJob> = {}): Promise<XrayReport> {
  const job = { runId: 'run', experiment, dataFolder: folder, resumeFrom: null, stopAfter: null };
  return engine.xray({ ...job, steps, weight: null, ...changes }, () => undefined);
}

async function train(experiment: Experiment) {
  const points: BatchPoint[] = [];
  const checkpoints: CheckpointRecord[] = [];
  const checkpointFolder = join(folder, 'checkpoints');
  const job = { runId: 'run', experiment, dataFolder: folder, checkpointFolder, resumeFrom: null };
  const outcome = await engine.train(job, (event) => {
    if (event.type === 'batches') points.push(...event.points);
    if (event.type === 'checkpoint') checkpoints.push(event.record);
  });
  const fileOf = (step: number): string =>
    join(checkpointFolder, checkpoints.find((record) => record.step === step)?.file ?? '');
  return { ...outcome, points, fileOf };
}

const ema = { class_name: 'Adam', config: { use_ema: true } };
const clipped = { class_name: 'Nadam', config: { global_clipnorm: 0.1, weight_decay: 0.01 } };
const nesterov = { class_name: 'SGD', config: { momentum: 0.9, nesterov: true } };

describe('an X-ray of every step', () => {
  it.each(['adadelta', ema, clipped, nesterov])('has the bits of the run: %j', async (optimizer) => {
    const experiment = tinyExperiment({ optimizer });
    const run = await train(experiment);
    const report = await xray(experiment);
    expect(report.weightsSha256).toBe(run.finalWeightsSha256);
    expect(report).toMatchObject({ status: 'completed', firstStep: 0 });
    expect(report.points.map(({ step }) => step)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    );
    for (const { step, loss } of run.points) expect(report.losses[step - 1]).toBe(loss);
  });

  it('has the bits of a run whose steps are computed in parts', async () => {
    const large = tinyImages({ trainCount: 1200, testCount: 10 });
    const port = createEngine({ openImages: () => Promise.resolve(large), appVersion: 'test' });
    const model = { layers: linearModel };
    const experiment = tinyExperiment({ epochs: 3, batch_size: 'all', model, optimizer: 'rmsprop' });
    const base = { runId: 'run', experiment, dataFolder: folder, resumeFrom: null };
    const run = await port.train({ ...base, checkpointFolder: folder }, () => undefined);
    const job = { ...base, steps: { from: 1, to: 3, every: 1 }, stopAfter: null };
    const weight = { name: 'dense/kernel', index: [20, 1] };
    const report = await port.xray({ ...job, weight }, () => undefined);
    expect(report.weightsSha256).toBe(run.finalWeightsSha256);
    for (const point of report.points)
      expect(point.weight?.formula.weight).toBeCloseTo(point.weight?.weight.after ?? NaN, 8);
  });

  it('shows a run that diverges up to its end', async () => {
    const experiment = tinyExperiment({
      ...{ epochs: 10, loss: 'mse', optimizer: { class_name: 'SGD', config: { learning_rate: 10_000 } } },
      model: { layers: [linearModel[0], { class_name: 'Dense', config: { name: 'dense', units: 4 } }] },
    });
    const run = await train(experiment);
    const report = await xray(experiment, { steps: { from: 1, to: 70, every: 1 } });
    expect(report).toMatchObject({ status: 'diverged', weightsSha256: run.finalWeightsSha256 });
    expect(report.points).toHaveLength(run.divergedAtStep ?? 0);
  });
});

describe('an X-ray of some steps', () => {
  it('records the steps that were asked for, and stops where it was told', async () => {
    const report = await xray(linear, { steps: { from: 3, to: 9, every: 3 }, stopAfter: 10 });
    expect(report.points.map(({ step }) => step)).toEqual([3, 6, 9]);
    expect(report).toMatchObject({ status: 'stopped', firstStep: 0 });
    expect(report.losses).toHaveLength(10);
  });

  it('is the same from a checkpoint as from the first step', async () => {
    const experiment = tinyExperiment();
    const run = await train(experiment);
    const whole = await xray(experiment);
    const resumed = await xray(experiment, { resumeFrom: run.fileOf(9), steps: { ...steps, from: 10 } });
    expect(resumed.firstStep).toBe(9);
    expect(resumed.points).toEqual(whole.points.slice(9));
    expect(resumed.losses).toEqual(whole.losses.slice(9));
    expect(resumed.weightsSha256).toBe(run.finalWeightsSha256);
  });

  it('ends when it is stopped, with what it has', async () => {
    const experiment = tinyExperiment({ epochs: 1000, model: { layers: linearModel } });
    const job = { runId: 'long', experiment, dataFolder: folder, resumeFrom: null, stopAfter: null };
    const report = await engine.xray({ ...job, steps: { ...steps, to: 1000 }, weight: null }, (event) => {
      if (event.type === 'epoch') void engine.stop('long');
    });
    expect(report.status).toBe('stopped');
    expect(report.points.length).toBeGreaterThan(6);
    expect(report.points.length).toBeLessThan(1000);
  });

  it('writes nothing and leaves no tensor and no session behind', async () => {
    await xray(linear);
    const before = { tensors: liveTensors(), programs: livePrograms() };
    await xray(linear, { weight: { name: 'dense/kernel', index: [] } });
    expect({ tensors: liveTensors(), programs: livePrograms() }).toEqual(before);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the numbers of a step', () => {
  it('are those of plain gradient descent: the update is the learning rate times the gradient', async () => {
    const optimizer = { class_name: 'SGD', config: { learning_rate: 0.125 } };
    const { points } = await xray(tinyExperiment({ optimizer, model: { layers: linearModel } }));
    for (const { learningRate, layers } of points) {
      expect(learningRate).toBe(0.125);
      expect(layers.map(({ layer }) => layer)).toEqual(['dense']);
      for (const layer of layers) {
        expect(layer.updateNorm / (0.125 * layer.gradientNorm)).toBeCloseTo(1, 5);
        expect(layer.effectiveLearningRate).toBeCloseTo(0.125, 5);
        expect(layer.slotNorms).toEqual({});
        const [kernel, bias] = layer.weights;
        expect(layer.gradientNorm).toBeCloseTo(
          Math.hypot(kernel?.gradientNorm ?? 0, bias?.gradientNorm ?? 0),
          10,
        );
      }
    }
  });

  it('name each state of the optimizer, and leave out what is not trained', async () => {
    const { points } = await xray(tinyExperiment(), { steps: { from: 1, to: 1, every: 1 }, stopAfter: 1 });
    const layers = points[0]?.layers ?? [];
    expect(layers.flatMap(({ weights }) => weights.map(({ name }) => name))).toEqual([
      ...['conv2d/kernel', 'conv2d/bias', 'batch_normalization/gamma', 'batch_normalization/beta'],
      ...['dense/kernel', 'dense/bias'],
    ]);
    for (const { slotNorms, gradientNorm, updateNorm } of layers) {
      expect(slotNorms['momentum']! / (0.1 * gradientNorm)).toBeCloseTo(1, 5);
      expect(slotNorms['velocity']).toBeGreaterThan(0);
      expect(updateNorm).toBeGreaterThan(0);
    }
  });

  it('hold the learning rate of each step of a schedule', async () => {
    const config = { learning_rate: { class_name: 'RobbinsMonro', config: { initial_learning_rate: 0.5 } } };
    const { points } = await xray({
      ...linear,
      optimizer: optimizerSchema.parse({ class_name: 'SGD', config }),
    });
    points.forEach(({ learningRate, step }) => expect(learningRate).toBe(Math.fround(0.5 / step)));
  });

  it('are of the chosen weight by its place on each axis, by one place, or of the first', async () => {
    const one = { from: 1, to: 1, every: 1 };
    const look = async (index: number[]) => {
      const weight = { name: 'dense/kernel', index };
      return (await xray(linear, { steps: one, stopAfter: 1, weight })).points[0]?.weight;
    };
    expect(await look([2, 3])).toEqual(await look([11]));
    expect((await look([11]))?.index).toEqual([2, 3]);
    expect((await look([]))?.index).toEqual([0, 0]);
  });

  it.each([
    ['xray.no-such-weight', 'conv2d/kernel', [0]],
    ['xray.no-such-place', 'dense/kernel', [0, 4]],
    ['xray.no-such-place', 'dense/kernel', [64 * 4]],
    ['xray.no-such-place', 'dense/kernel', [0, 0, 0]],
  ] as const)(
    'are refused for a weight that is not there, in both languages: %s',
    async (code, name, index) => {
      const asked = xray(linear, { weight: { name, index } });
      const error: unknown = await asked.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code });
      for (const language of ['ja', 'en'] as const)
        expect(describeError(error as LabError, language).message).toContain(name);
    },
  );
});
