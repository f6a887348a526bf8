import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../../../../src/main/engine/checkpoint.ts';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import { fingerprintOf } from '../../../../../src/main/engine/fingerprint.ts';
import { liveTensors } from '../../../../../src/main/engine/native/program.ts';
import type { Evaluation } from '../../../../../src/shared/contract/engine.ts';
import { describeError, LabError } from '../../../../../src/shared/contract/errors.ts';
import type { InspectJob, InspectReport } from '../../../../../src/shared/contract/inspect.ts';
import { smallCnn, tinyExperiment } from '../../../../fixtures/experiments.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 200, testCount: 40 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

/** A net after an epoch, ready to look at a test picture, with the evaluation of its end. */
async function train(layers: readonly unknown[]): Promise<{
  evaluation: Evaluation;
  job: (picture: number, classIndex?: number | null) => InspectJob;
}> {
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
    evaluation: ended.evaluation,
    job: (picture, classIndex = null) => ({
      experiment,
      checkpointFile: join(checkpointFolder, ended.file),
      dataSha256: dataset.info.sha256,
      picture: {
        ...{ height: 8, width: 8, channels: 1 },
        pixels: dataset.test.images.slice(64 * picture, 64 * picture + 64),
      },
      classIndex,
    }),
  };
}

/** A convolution whose maps go straight into the scores: Grad-CAM can be written down by hand. */
const straight = [
  { class_name: 'Conv2D', config: { name: 'conv', filters: 3, kernel_size: 3, activation: 'relu' } },
  { class_name: 'GlobalAveragePooling2D', config: { name: 'mean' } },
  { class_name: 'Dense', config: { name: 'last', units: 4, activation: 'softmax' } },
];

const cnn = await train(smallCnn);

function layerOf({ layers }: InspectReport, name: string): InspectReport['layers'][number] {
  const layer = layers.find((one) => one.name === name);
  if (layer === undefined) throw new Error(`There is no layer ${name}.`);
  return layer;
}

describe('a look inside', () => {
  it('finds the probabilities that the run’s evaluation holds', async () => {
    const { evaluation, job } = cnn;
    for (const picture of [0, 7, 39]) {
      const { probabilities } = await engine.inspect(job(picture));
      for (let rank = 0; rank < evaluation.topK; rank++) {
        const at = picture * evaluation.topK + rank;
        const found = probabilities[evaluation.topClasses[at] ?? -1] ?? NaN;
        expect(Math.abs(found - (evaluation.topProbabilities[at] ?? NaN))).toBeLessThan(1e-5);
      }
    }
  });

  it('shows every layer with its shape, its range and its maps in one piece each', async () => {
    const report = await engine.inspect(cnn.job(0));
    expect(report.layers.map(({ name, shape, kept }) => [name, shape, kept])).toEqual([
      ['conv2d', [6, 6, 4], 4],
      ['batch_normalization', [6, 6, 4], 4],
      ['max_pooling2d', [3, 3, 4], 4],
      ['dropout', [3, 3, 4], 4],
      ['flatten', [36], 36],
      ['dense', [4], 4],
    ]);
    const { values, min, max, zeroShare } = layerOf(report, 'conv2d');
    expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
    expect(zeroShare).toBe(values.filter((value) => value === 0).length / values.length);
    const pooled = layerOf(report, 'max_pooling2d').values;
    const flat = layerOf(report, 'flatten').values;
    expect(flat[1]).toBe(pooled[9]);
    expect(layerOf(report, 'dense').values).toEqual(report.probabilities);
  });

  it('shows kernels with which a convolution can be done again by hand', async () => {
    const report = await engine.inspect(cnn.job(3));
    const { kernel, values } = layerOf(report, 'conv2d');
    expect(kernel?.shape).toEqual([3, 3, 1, 4]);
    const [row, column, map] = [2, 4, 1];
    let sum = kernel?.bias?.[map] ?? NaN;
    for (let y = 0; y < 3; y++)
      for (let x = 0; x < 3; x++)
        sum +=
          (report.input[(row + y) * 8 + column + x] ?? NaN) * (kernel?.values[(y * 3 + x) * 4 + map] ?? NaN);
    expect(values[map * 36 + row * 6 + column]).toBeCloseTo(Math.max(0, sum), 5);
    expect(report.layers.filter((layer) => layer.kernel !== null)).toHaveLength(1);
  });

  it('looks at the most probable class unless another is asked for', async () => {
    const { probabilities, reasons } = await engine.inspect(cnn.job(0));
    expect(probabilities[reasons.classIndex]).toBe(Math.max(...probabilities));
    expect((await engine.inspect(cnn.job(0, 2))).reasons.classIndex).toBe(2);
  });

  it('leaves no tensor behind', async () => {
    await engine.inspect(cnn.job(0));
    const before = liveTensors();
    await engine.inspect(cnn.job(1, 3));
    expect(liveTensors()).toBe(before);
  });
});

describe('saliency', () => {
  it('is the slope of the class’s score, as small changes of single pixels find it', async () => {
    const job = cnn.job(5, 1);
    const { reasons, input } = await engine.inspect(job);
    const scale =
      (input.find((value) => value > 0) ?? NaN) / (job.picture.pixels.find((byte) => byte > 0) ?? 1);
    const scoreAt = async (pixel: number, step: number): Promise<number> => {
      const pixels = job.picture.pixels.slice();
      pixels[pixel] = (pixels[pixel] ?? 0) + step;
      return (await engine.inspect({ ...job, picture: { ...job.picture, pixels } })).reasons.score;
    };
    for (const pixel of [9, 27, 44]) {
      const slope = ((await scoreAt(pixel, 1)) - (await scoreAt(pixel, -1))) / (2 * scale);
      const distance = Math.abs((reasons.saliency[pixel] ?? NaN) - Math.abs(slope));
      expect(distance).toBeLessThan(0.01 * Math.max(...reasons.saliency));
    }
  });
});

describe('the nearest pictures', () => {
  it('are those whose input of the last Dense layer is nearest, the picture itself first', async () => {
    const { experiment, checkpointFile, dataSha256 } = cnn.job(0);
    const pictureAt = (place: number): InspectJob['picture'] => ({
      ...{ height: 8, width: 8, channels: 1 },
      pixels: dataset.train.images.slice(64 * place, 64 * place + 64),
    });
    const job = { experiment, checkpointFile, dataSha256, picture: pictureAt(17), count: 5 };
    const before = liveTensors();
    const found = await engine.neighbours({ ...job, pixels: dataset.train.images });
    expect(liveTensors()).toBe(before);
    expect(found).toMatchObject({ layer: 'flatten', features: 36 });
    const featuresOf = async (place: number): Promise<Float32Array> =>
      layerOf(await engine.inspect({ ...cnn.job(0), picture: pictureAt(place) }), 'flatten').values;
    const wanted = await featuresOf(17);
    const distances: number[] = [];
    for (const place of dataset.train.labels.keys()) {
      const values = await featuresOf(place);
      distances.push(Math.hypot(...values.map((value, at) => value - (wanted[at] ?? NaN))));
    }
    const byHand = [...distances.keys()].sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0));
    expect([...found.places]).toEqual(byHand.slice(0, 5));
    expect(found.places[0]).toBe(17);
    expect(found.distances[0]).toBeLessThan(1e-5);
    expect(found.distances[4]).toBeCloseTo(distances[byHand[4] ?? -1] ?? NaN, 4);
    const cut = engine.neighbours({ ...job, pixels: dataset.train.images.subarray(1) });
    await expect(cut).rejects.toMatchObject({ code: 'inspect.bad-picture' });
  });
});

describe('Grad-CAM', () => {
  it('weights each map by the mean slope of the score, as written down by hand for a tiny net', async () => {
    const { job } = await train(straight);
    const classIndex = 2;
    const { layers, reasons } = await engine.inspect(job(4, classIndex));
    const maps = layers[0]?.values ?? [];
    const { experiment, checkpointFile } = job(4);
    const { state } = readCheckpoint(checkpointFile ?? '', fingerprintOf(experiment, dataset.info.sha256));
    const kernel = state.get('weights/last/kernel')?.data ?? [];
    // score = sum over the maps k of w[k, c] times the mean of A[k]: every place of a map has the slope w[k, c] / 36.
    const weights = [0, 1, 2].map((map) => Number(kernel[map * 4 + classIndex]) / 36);
    const byHand = Array.from({ length: 36 }, (_, place) =>
      Math.max(
        0,
        weights.reduce((sum, weight, map) => sum + weight * Number(maps[map * 36 + place]), 0),
      ),
    );
    expect(reasons.gradCam).toMatchObject({ layer: 'conv', height: 6, width: 6 });
    expect(Math.max(...byHand)).toBeGreaterThan(0);
    byHand.forEach((value, place) => expect(reasons.gradCam?.values[place]).toBeCloseTo(value, 6));
  });

  it('is none where there is no convolution', async () => {
    const softmax = { class_name: 'Dense', config: { name: 'last', units: 4, activation: 'softmax' } };
    const { job } = await train(['Flatten', softmax]);
    const { reasons, layers } = await engine.inspect(job(0));
    expect(reasons.gradCam).toBeNull();
    expect(layers).toHaveLength(2);
  });
});

describe('a look that cannot be taken', () => {
  it('is refused for a picture of the wrong size and a class that is not there, in both languages', async () => {
    const job = cnn.job(0);
    const short = { ...job, picture: { ...job.picture, pixels: new Uint8Array(63) } };
    await expect(engine.inspect(short)).rejects.toMatchObject({ code: 'inspect.bad-picture' });
    await expect(engine.inspect(cnn.job(0, 4))).rejects.toMatchObject({
      code: 'inspect.no-such-class',
      details: { classIndex: 4, last: 3 },
    });
    const error = new LabError('inspect.no-such-class', { classIndex: 4, last: 3 });
    for (const language of ['ja', 'en'] as const)
      expect(describeError(error, language).message).toContain('4');
  });

  it('is refused with the weights of another run', async () => {
    const asked = engine.inspect({ ...cnn.job(0), dataSha256: 'another' });
    await expect(asked).rejects.toMatchObject({ code: 'engine.bad-checkpoint' });
  });
});
