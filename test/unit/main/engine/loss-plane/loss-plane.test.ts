import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import type { CheckpointRecord } from '../../../../../src/shared/contract/engine.ts';
import type { LossPlaneJob } from '../../../../../src/shared/contract/loss-plane.ts';
import type { Experiment } from '../../../../../src/shared/spec/experiment.ts';
import { linearModel, tinyExperiment } from '../../../../fixtures/experiments.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

const dataset = tinyImages({ trainCount: 96, testCount: 16 });
const engine = createEngine({
  openImages: () => Promise.resolve(dataset),
  appVersion: 'test',
  pace: { betweenEpochs: 0, withinEpoch: Infinity },
});
const folder = mkdtempSync(join(tmpdir(), 'tatami-plane-'));
const adam = tinyExperiment({ model: { layers: linearModel }, validation: 'none' });
const sgd = tinyExperiment({ model: { layers: linearModel }, validation: 'none', optimizer: 'sgd' });

describe('the loss plane of two runs', () => {
  const saved = new Map<Experiment, readonly CheckpointRecord[]>();
  beforeAll(async () => {
    for (const experiment of [adam, sgd]) saved.set(experiment, await train(experiment));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const job = (changes: Partial<LossPlaneJob> = {}): LossPlaneJob => ({
    ...{ id: 'plane', experiment: adam, dataFolder: folder, side: 7, images: 96 },
    nets: [...saved].flatMap(([experiment, records]) =>
      records.map(({ file }) => ({ experiment, checkpointFile: fileOf(experiment, file) })),
    ),
    ...changes,
  });

  it('gives each net the loss that its predictions have', async () => {
    const plane = await engine.lossPlane(job(), () => undefined);
    const records = saved.get(adam) ?? [];
    const weights = await engine.trainedWeights({
      ...{ experiment: adam, dataSha256: dataset.info.sha256, inputShape: [8, 8, 1] },
      checkpointFile: fileOf(adam, records[0]?.file ?? ''),
    });
    const { model, preprocessing } = adam;
    const net = { model, preprocessing, inputShape: [8, 8, 1] as [number, number, number], weights };
    const outputs = await engine.predict({ ...net, pixels: dataset.train.images });
    expect(plane.nets[1]?.loss).toBeCloseTo(crossEntropy(outputs), 5);
  });

  it('falls from the start to the nets, and is measured at every corner', async () => {
    const seen: number[] = [];
    const plane = await engine.lossPlane(job(), ({ done }) => seen.push(done));
    const [start, ...nets] = plane.nets;
    expect(nets).toHaveLength([...saved.values()].flat().length);
    for (const { loss } of nets) expect(loss).toBeLessThan(start?.loss ?? 0);
    expect(plane).toMatchObject({ isComplete: true, side: 7, images: 96 });
    expect(plane.losses.every(Number.isFinite)).toBe(true);
    expect(seen).toEqual(Array.from({ length: 49 }, (_, index) => index + 1));
    expect(plane.range.x[0]).toBeLessThan(0);
    expect(plane.range.x[1]).toBeGreaterThan(Math.max(...nets.map(({ x }) => x)));
  });

  it('is the same plane to the bit when it is measured again', async () => {
    const first = await engine.lossPlane(job(), () => undefined);
    expect(await engine.lossPlane(job(), () => undefined)).toEqual(first);
  });

  it('answers what is there when it is stopped', async () => {
    const plane = await engine.lossPlane(job({ side: 51 }), ({ done }) => {
      if (done === 5) void engine.stop('plane');
    });
    expect(plane.isComplete).toBe(false);
    expect([...plane.losses.subarray(0, 5)].every(Number.isFinite)).toBe(true);
    expect(plane.losses.at(-1)).toBeNaN();
  });
});

async function train(experiment: Experiment): Promise<readonly CheckpointRecord[]> {
  const runId = experiment.optimizer.class_name;
  const records: CheckpointRecord[] = [];
  const places = { dataFolder: folder, checkpointFolder: join(folder, runId), resumeFrom: null };
  await engine.train({ runId, experiment, ...places }, (event) => {
    if (event.type === 'checkpoint' && event.record.step > 0) records.push(event.record);
  });
  return records;
}

function fileOf({ optimizer }: Experiment, file: string): string {
  return join(folder, optimizer.class_name, file);
}

/** Mean of the negative logarithms of the true classes' probabilities. */
function crossEntropy(outputs: Float32Array): number {
  const { labels } = dataset.train;
  const classes = outputs.length / labels.length;
  const sum = labels.reduce(
    (total, label, image) => total - Math.log(outputs[image * classes + label] ?? 0),
    0,
  );
  return sum / labels.length;
}
