import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import type { ImageDataset } from '../../../../src/shared/contract/data.ts';
import type { EpochRecord, Evaluation } from '../../../../src/shared/contract/engine.ts';
import { linearModel, tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-metrics-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { info, train } = tinyImages({ trainCount: 1100, testCount: 10 });

/** A set that is tested on the images that it is trained on. */
const dataset: ImageDataset = { info: { ...info, testCount: 1100 }, train, test: train };

const top2 = { class_name: 'TopKCategoricalAccuracy', config: { k: 2, name: 'top2' } };
const metrics = ['mae', 'mse', top2, 'sparse_top_k_categorical_accuracy', 'superclass_accuracy'];

/** Trains for one epoch at a rate that leaves the weights as they are. */
async function trainAtRest(
  changes: Readonly<Record<string, unknown>> = {},
  images = dataset,
): Promise<{ record: EpochRecord; evaluation: Evaluation }> {
  const optimizer = { class_name: 'SGD', config: { learning_rate: 1e-12 } };
  const model = { layers: linearModel };
  const experiment = tinyExperiment({ optimizer, model, metrics, epochs: 1, ...changes });
  const port = createEngine({ openImages: () => Promise.resolve(images), appVersion: 'test' });
  const seen: { record?: EpochRecord; evaluation?: Evaluation } = {};
  const job = { runId: 'run', experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom: null };
  await port.train(job, (event) => {
    if (event.type === 'epoch') seen.record = event.record;
    if (event.type === 'evaluated') seen.evaluation = event.evaluation;
  });
  return { record: seen.record!, evaluation: seen.evaluation! };
}

describe('further metrics', () => {
  it.each([16, 'all'])(
    'are the same in training and validation on the same images, in steps of %s',
    async (batch_size) => {
      const { record } = await trainAtRest({ batch_size });
      const values = record.metrics!;
      const names = ['mean_absolute_error', 'mean_squared_error', 'top2', 'superclass_accuracy'];
      for (const name of names) expect(values[name], name).toBeCloseTo(values[`val_${name}`] ?? NaN, 5);
      expect(Object.keys(values)).toHaveLength(10);
    },
  );

  it('are what the kept predictions say', async () => {
    const { evaluation } = await trainAtRest();
    const { labels, topClasses, topProbabilities, topK, count } = evaluation;
    const images = [...labels.keys()];
    const place = (image: number, rank: number): number => image * topK + rank;
    const among = (k: number): number =>
      images.filter((image) => topClasses.subarray(place(image, 0), place(image, k)).includes(labels[image]!))
        .length / count;
    const distances = images.flatMap((image) =>
      Array.from({ length: topK }, (_, rank) => {
        const wanted = topClasses[place(image, rank)] === labels[image] ? 1 : 0;
        return Math.abs(topProbabilities[place(image, rank)]! - wanted);
      }),
    );
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(evaluation.metrics!['top2']).toBeCloseTo(among(2), 10);
    expect(evaluation.metrics!['sparse_top_k_categorical_accuracy']).toBe(1);
    expect(evaluation.metrics!['superclass_accuracy']).toBeCloseTo(evaluation.superclassAccuracy!, 10);
    expect(evaluation.metrics!['mean_absolute_error']).toBeCloseTo(mean(distances), 5);
    expect(evaluation.metrics!['mean_squared_error']).toBeCloseTo(mean(distances.map((d) => d * d)), 5);
  });

  it('change nothing of the training', async () => {
    const bits = async (asked: unknown): Promise<number> =>
      (await trainAtRest({ metrics: asked, optimizer: 'adam' })).record.loss;
    expect(await bits(metrics)).toBe(await bits(['accuracy']));
  });

  it('are absent where none is asked for, and null where nothing is validated', async () => {
    const bare = await trainAtRest({ metrics: ['accuracy'] });
    expect(bare.record.metrics).toBeUndefined();
    expect(bare.evaluation.metrics).toBeUndefined();
    const alone = await trainAtRest({ metrics: ['mae'], validation: 'none' });
    expect(alone.record.metrics).toEqual({
      mean_absolute_error: expect.any(Number) as number,
      val_mean_absolute_error: null,
    });
  });

  it('ask for superclasses only of a set that has them', async () => {
    const taxonomy = { ...info.taxonomy, superclasses: null, superclassOf: null };
    const flat = { ...dataset, info: { ...dataset.info, taxonomy } };
    await expect(trainAtRest({}, flat)).rejects.toMatchObject({ code: 'data.no-superclasses' });
    expect((await trainAtRest({ metrics: ['mae'] }, flat)).evaluation.metrics).toBeDefined();
  });
});
