import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import { liveTensors } from '../../../../../src/main/engine/native/program.ts';
import type { TrainedNetJob } from '../../../../../src/shared/contract/dropout.ts';
import type { Evaluation } from '../../../../../src/shared/contract/engine.ts';
import { describeError, LabError } from '../../../../../src/shared/contract/errors.ts';
import { tinyExperiment } from '../../../../fixtures/experiments.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-dropout-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** More test pictures than one batch holds, so that batches of both sizes are there. */
const dataset = tinyImages({ trainCount: 200, testCount: 300 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

const softmax = { class_name: 'Dense', config: { name: 'last', units: 4, activation: 'softmax' } };
const dropout = (rate: number, name = 'drop') => ({ class_name: 'Dropout', config: { name, rate } });

/** A net after an epoch, with the evaluation of its end. */
async function train(layers: readonly unknown[]): Promise<TrainedNetJob & { evaluation: Evaluation }> {
  const experiment = tinyExperiment({ epochs: 1, model: { layers } });
  const checkpointFolder = mkdtempSync(join(folder, 'run-'));
  const ended = { file: '', evaluation: null as Evaluation | null };
  await engine.train(
    { runId: 'run', experiment, dataFolder: folder, checkpointFolder, resumeFrom: null },
    (event) => {
      if (event.type === 'checkpoint' && event.record.kind === 'final') ended.file = event.record.file;
      if (event.type === 'evaluated') ended.evaluation = event.evaluation;
    },
  );
  if (ended.evaluation === null) throw new Error('The run was not evaluated.');
  return {
    experiment,
    dataFolder: folder,
    checkpointFile: join(checkpointFolder, ended.file),
    evaluation: ended.evaluation,
  };
}

const linear = await train(['Flatten', dropout(0.5), softmax]);

describe('masked passes', () => {
  it('hold the plain prediction of the run, to its accuracy and loss', async () => {
    const { evaluation, ...job } = linear;
    const { plain, probabilities, count } = await engine.maskedPasses({ ...job, passes: 0 });
    expect(count).toBe(300);
    expect(plain.accuracy).toBe(evaluation.accuracy);
    expect(plain.loss).toBeCloseTo(evaluation.loss, 5);
    const best = Array.from({ length: count }, (_, image) =>
      Math.max(...probabilities.subarray(4 * image, 4 * image + 4)),
    );
    const kept = best.map((_, image) => evaluation.topProbabilities[image * evaluation.topK] ?? NaN);
    expect(Math.max(...best.map((value, image) => Math.abs(value - (kept[image] ?? NaN))))).toBeLessThan(
      1e-5,
    );
  });

  it('are the same bits for the same seed, and the first ones the same however many follow', async () => {
    const { evaluation: _, ...job } = linear;
    const five = await engine.maskedPasses({ ...job, passes: 5 });
    expect(await engine.maskedPasses({ ...job, passes: 5 })).toEqual(five);
    const ten = await engine.maskedPasses({ ...job, passes: 10 });
    expect(ten.averages.map(({ passes }) => passes)).toEqual([1, 2, 5, 10]);
    expect(ten.averages.slice(0, 3)).toEqual(five.averages);
  });

  it('come nearer to the plain prediction the more are averaged', async () => {
    const { evaluation: _, ...job } = linear;
    const { plain, averages, single } = await engine.maskedPasses({ ...job, passes: 200 });
    const distance = averages.map(({ loss }) => Math.abs(loss - plain.loss));
    expect(distance.at(-1)).toBeLessThan(distance[0] ?? 0);
    expect(averages[0]?.loss).toBeCloseTo(single?.loss ?? NaN, 1);
    expect(single?.loss).toBeGreaterThan(averages.at(-1)?.loss ?? Infinity);
  });

  it('leave batch normalisation and noise as they are at prediction', async () => {
    const normal = { class_name: 'BatchNormalization', config: { name: 'normal' } };
    const noise = { class_name: 'GaussianNoise', config: { name: 'noise', stddev: 1 } };
    const { evaluation: _, ...job } = await train(['Flatten', dropout(1e-5), normal, noise, softmax]);
    const { plain, single } = await engine.maskedPasses({ ...job, passes: 3 });
    expect(single?.loss).toBeCloseTo(plain.loss, 2);
  });

  it('reach into residual blocks, where batch normalisation stays as it is too', async () => {
    const normal = { class_name: 'BatchNormalization', config: { name: 'normal' } };
    const block = (rate: number) => ({
      class_name: 'Residual',
      config: { name: 'block', layers: [dropout(rate, 'inside'), normal] },
    });
    const net = (rate: number) => train([block(rate), 'Flatten', softmax]);
    const { evaluation: _, ...job } = await net(0.5);
    const { plain, single } = await engine.maskedPasses({ ...job, passes: 3 });
    expect(Math.abs((single?.loss ?? 0) - plain.loss)).toBeGreaterThan(1e-3);
    const scaling = await engine.dropoutScaling({ ...job, picture: 0, passes: 2 });
    expect(scaling).toMatchObject({ layers: [], inexact: ['block/inside'] });
    const { evaluation: __, ...calm } = await net(1e-5);
    const masked = await engine.maskedPasses({ ...calm, passes: 3 });
    expect(masked.single?.loss).toBeCloseTo(masked.plain.loss, 2);
  });

  it('are none without dropout', async () => {
    const { evaluation: _, ...job } = await train(['Flatten', dropout(0), dropout(0, 'too'), softmax]);
    expect(await engine.maskedPasses({ ...job, passes: 9 })).toMatchObject({ single: null, averages: [] });
  });
});

describe('the scaling of dropout', () => {
  const picture = 299;

  it('is exactly the same in the lecture and in Keras for p = 1/2', async () => {
    const { evaluation: _, ...job } = linear;
    const { layers, label } = await engine.dropoutScaling({ ...job, picture, passes: 30 });
    expect(label).toBe(dataset.test.labels[picture]);
    expect(layers).toHaveLength(1);
    expect(layers[0]).toMatchObject({
      ...{ layer: 'drop', rate: 0.5, keep: 0.5, next: 'last', inputs: 64, unitCount: 4 },
      ...{ trainingDifference: 0, predictionDifference: 0 },
    });
    for (const unit of layers[0]?.units ?? []) {
      expect(unit.lecturePrediction).toBe(unit.kerasPrediction);
      expect(unit.lectureMasked).toBeCloseTo(unit.kerasMasked, 12);
      expect(Math.abs(unit.unscaled - 2 * unit.kerasPrediction)).toBeLessThan(0.1);
    }
  });

  it('has masked means that come to the prediction, as many as there are units', async () => {
    const { evaluation: _, ...job } = linear;
    const { layers } = await engine.dropoutScaling({ ...job, picture, passes: 10_000 });
    expect(layers[0]?.withinThreeErrors).toBe(1);
    for (const { kerasMasked, kerasPrediction, deviation } of layers[0]?.units ?? []) {
      expect(deviation).toBeGreaterThan(0);
      expect(Math.abs(kerasMasked - kerasPrediction)).toBeLessThan(0.04 * (deviation ?? 0));
    }
  });

  it('is seen through flattening and average pooling, and named inexact behind a maximum', async () => {
    const layers = [
      { class_name: 'Conv2D', config: { name: 'conv', filters: 3, kernel_size: 3, activation: 'relu' } },
      dropout(0.3, 'exact'),
      { class_name: 'AveragePooling2D', config: { pool_size: 2 } },
      { class_name: 'Conv2D', config: { name: 'next', filters: 2, kernel_size: 2, activation: 'relu' } },
      { class_name: 'SpatialDropout2D', config: { name: 'inexact', rate: 0.25 } },
      'MaxPooling2D',
      'Flatten',
      softmax,
    ];
    const { evaluation: _, ...job } = await train(layers);
    const found = await engine.dropoutScaling({ ...job, picture: 0, passes: 400 });
    expect(found.inexact).toEqual(['inexact']);
    expect(found.layers.map(({ layer, next, unitCount }) => [layer, next, unitCount])).toEqual([
      ['exact', 'next', 8],
    ]);
    expect(found.layers[0]?.trainingDifference).toBeLessThan(1e-6);
    expect(found.layers[0]?.predictionDifference).toBeLessThan(1e-6);
    expect(found.layers[0]?.withinThreeErrors).toBe(1);
  });

  it('is refused for a picture that is not there, in both languages', async () => {
    const { evaluation: _, ...job } = linear;
    const asked = engine.dropoutScaling({ ...job, picture: 300, passes: 1 });
    await expect(asked).rejects.toMatchObject({
      code: 'dropout.no-such-picture',
      details: { picture: 300, count: 300, last: 299 },
    });
    const error = new LabError('dropout.no-such-picture', { picture: 300, count: 300, last: 299 });
    for (const language of ['ja', 'en'] as const)
      expect(describeError(error, language).message).toContain('300');
  });
});

describe('looking at dropout', () => {
  it('leaves no tensor behind', async () => {
    const { evaluation: _, ...job } = linear;
    const look = async (): Promise<void> => {
      await engine.maskedPasses({ ...job, passes: 2 });
      await engine.dropoutScaling({ ...job, picture: 0, passes: 2 });
    };
    await look();
    const before = liveTensors();
    await look();
    expect(liveTensors()).toBe(before);
  });

  it('refuses the weights of another run', async () => {
    const other = tinyExperiment({ epochs: 1, seed: 99, model: linear.experiment.model });
    const asked = engine.maskedPasses({
      ...{ experiment: other, dataFolder: folder, checkpointFile: linear.checkpointFile, passes: 1 },
    });
    await expect(asked).rejects.toMatchObject({ code: 'engine.bad-checkpoint' });
  });
});
