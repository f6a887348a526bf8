import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import { buildModel, forward } from '../../../../src/main/engine/model.ts';
import { loadNative } from '../../../../src/main/engine/native/binding.ts';
import type { ImageDataset, ImageSplit } from '../../../../src/shared/contract/data.ts';
import type { TrainEvent } from '../../../../src/shared/contract/engine.ts';
import { randomStream } from '../../../../src/shared/random.ts';
import { modelSchema } from '../../../../src/shared/spec/model.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-streams-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const layer = (class_name: string, config: object = {}) => ({ class_name, config });
const flip = (mode: string) => layer('RandomFlip', { mode });
const dropout = (rate: number) => layer('Dropout', { rate });
const conv = layer('Conv2D', { filters: 4, kernel_size: 3, activation: 'relu' });
const output = layer('Dense', { units: 4, activation: 'softmax' });
const augmentation = [
  flip('horizontal'),
  layer('RandomTranslation', { height_factor: 0.2, width_factor: 0.2 }),
  layer('RandomRotation', { factor: 0.1 }),
  layer('RandomCrop', { height: 6, width: 6 }),
];

const pictures = tinyImages({ trainCount: 90, testCount: 10 });

/** The same pictures made symmetric, so that no flip changes them. */
const symmetric: ImageDataset = {
  ...pictures,
  train: mirrored(pictures.train),
  test: mirrored(pictures.test),
};

function mirrored({ images, labels }: ImageSplit): ImageSplit {
  const side = 8;
  const folded = (index: number): number => Math.min(index, side - 1 - index);
  const source = (pixel: number): number => {
    const [image, place] = [Math.floor(pixel / side ** 2), pixel % side ** 2];
    return image * side ** 2 + folded(Math.floor(place / side)) * side + folded(place % side);
  };
  return { images: images.map((_, pixel) => images[source(pixel)] as number), labels };
}

/** The hashes of the first and the last weights of a real training; only what moves the weights can move the last. */
async function train(dataset: ImageDataset, layers: readonly unknown[], changes: object = {}) {
  const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });
  const events: TrainEvent[] = [];
  const experiment = tinyExperiment({ model: { layers }, ...changes });
  const job = { runId: 'run', experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom: null };
  const { finalWeightsSha256 } = await engine.train(job, (event) => events.push(event));
  const started = events.find((event) => event.type === 'started');
  return { first: started?.initialWeightsSha256, last: finalWeightsSha256 };
}

/** What a network without weights makes of four pictures in one step of training. */
function seen(layers: readonly unknown[], { seed = 7, step = 3 } = {}): Float32Array {
  const { tf } = loadNative();
  const model = buildModel(modelSchema.parse({ layers }), [8, 8, 2]);
  const stream = randomStream(1, 'pictures');
  const values = Float32Array.from({ length: 4 * 8 * 8 * 2 }, () => 0.5 + stream.uniform());
  return tf.tidy(() => {
    const images = tf.tensor4d(values, [4, 8, 8, 2]);
    const iteration = tf.scalar(step, 'int32');
    const { output: made } = forward(model, images, { weights: new Map(), training: true, iteration, seed });
    return made.dataSync<'float32'>().slice();
  });
}

/** Which values a layer zeroed. */
const zeros = (values: Float32Array): boolean[] => [...values].map((value) => value === 0);

describe('the random draws of an experiment', () => {
  it('make the same pictures from the same seed and step, bit by bit, and others from another', () => {
    expect(seen(augmentation)).toEqual(seen(augmentation));
    expect(seen(augmentation, { step: 4 })).not.toEqual(seen(augmentation));
    expect(seen(augmentation, { seed: 8 })).not.toEqual(seen(augmentation));
  });

  it('make the same training from the same seed, bit by bit', async () => {
    const layers = [...augmentation, conv, 'Flatten', dropout(0.5), output];
    expect(await train(pictures, layers)).toEqual(await train(pictures, layers));
  });

  it('zero the same values whether or how pictures are flipped before', () => {
    const masks = [[], [flip('horizontal')], [flip('vertical')]].map((before) =>
      zeros(seen([...before, dropout(0.4)])),
    );
    expect(masks[0]).toContain(true);
    expect(masks[1]).toEqual(masks[0]);
    expect(masks[2]).toEqual(masks[0]);
  });

  it('flip the same pictures whatever the rate of a dropout', () => {
    const flipped = seen([flip('horizontal')]);
    const dropped = [0.2, 0.5].map((rate) => seen([flip('horizontal'), dropout(rate)]));
    for (const values of dropped) {
      const kept = [...values].flatMap((value, index) =>
        value === 0 ? [] : [value / (flipped[index] as number)],
      );
      expect(Math.max(...kept) - Math.min(...kept)).toBeLessThan(1e-5);
    }
    expect(zeros(dropped[0] as Float32Array)).not.toEqual(zeros(dropped[1] as Float32Array));
  });
});

describe('a real training', () => {
  const network = [conv, 'Flatten', dropout(0.5), output];

  it('keeps first weights, order of the pictures and masks where flips are added or changed', async () => {
    const without = await train(symmetric, network);
    for (const mode of ['horizontal', 'vertical', 'horizontal_and_vertical'])
      expect(await train(symmetric, [flip(mode), ...network]), mode).toEqual(without);
  });

  it('notices flips, order and masks otherwise: the figures above could not agree by chance', async () => {
    const flipped = await train(pictures, [flip('horizontal'), ...network]);
    const without = await train(pictures, network);
    expect(flipped.first).toBe(without.first);
    expect(flipped.last).not.toBe(without.last);
    expect((await train(pictures, network, { shuffle: false })).last).not.toBe(without.last);
    const otherRate = await train(pictures, [conv, 'Flatten', dropout(0.4), output]);
    expect(otherRate.first).toBe(without.first);
    expect(otherRate.last).not.toBe(without.last);
  });

  it('keeps first weights, order of the pictures and flips where the rate of a dropout changes', async () => {
    const ineffective = (rate: number) =>
      layer('Residual', { layers: [layer('Rescaling', { scale: 0 }), dropout(rate)], activation: 'linear' });
    const trained = (rate: number) =>
      train(pictures, [flip('horizontal'), ineffective(rate), conv, 'Flatten', output]);
    const low = await trained(0.1);
    expect(await trained(0.6)).toEqual(low);
    expect(await train(pictures, [flip('horizontal'), conv, 'Flatten', output])).toEqual(low);
  });
});
