import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import type { ImageDataset } from '../../../../src/shared/contract/data.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Images that one native call takes at most. */
const partSize = 512;

const once = tinyImages({ trainCount: partSize, testCount: 10 });
const { images, labels } = once.train;
const twice: ImageDataset = {
  ...once,
  info: { ...once.info, trainCount: 2 * partSize },
  train: { images: Uint8Array.from([...images, ...images]), labels: Int32Array.from([...labels, ...labels]) },
};

/** Loss of one step on all images, before it changes a weight. */
async function firstLoss(dataset: ImageDataset, rate: number): Promise<number> {
  const experiment = tinyExperiment({
    epochs: 1,
    batch_size: 'all',
    shuffle: false,
    validation: 'none',
    model: {
      layers: [
        { class_name: 'Flatten' },
        { class_name: 'Dropout', config: { rate } },
        { class_name: 'Dense', config: { units: 4, activation: 'softmax' } },
      ],
    },
  });
  const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });
  const losses: number[] = [];
  const job = { runId: 'parts', experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom: null };
  await engine.train(job, (event) => {
    if (event.type === 'epoch') losses.push(event.record.loss);
  });
  return losses[0] ?? NaN;
}

describe('a step of two parts that hold the same pictures', () => {
  it('has the loss of one part where nothing is random', async () => {
    expect((await firstLoss(twice, 0)) / (await firstLoss(once, 0))).toBeCloseTo(1, 6);
  });

  it('draws other dropout masks in its second part', async () => {
    expect(Math.abs((await firstLoss(twice, 0.5)) / (await firstLoss(once, 0.5)) - 1)).toBeGreaterThan(1e-4);
  });
});
