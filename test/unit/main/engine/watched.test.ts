import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import type { TrainEvent } from '../../../../src/shared/contract/engine.ts';
import { predictedClasses } from '../../../../src/shared/metrics/predictions.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-watched-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 100, testCount: 300 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

async function run(changes: Readonly<Record<string, unknown>>, resumeFrom: string | null = null) {
  const events: TrainEvent[] = [];
  const job = { runId: 'run', experiment: tinyExperiment(changes), dataFolder: folder, resumeFrom };
  const outcome = await engine.train({ ...job, checkpointFolder: folder }, (event) => events.push(event));
  const of = <T extends TrainEvent['type']>(type: T) =>
    events.filter((event): event is Extract<TrainEvent, { type: T }> => event.type === type);
  return { ...outcome, events, of };
}

describe('predictions through a training', () => {
  it('are those of each validation: their share of right answers is its accuracy', async () => {
    const ran = await run({ epochs: 3 });
    const said = ran.of('predictions');
    expect(said.map(({ predictions }) => predictions.epoch)).toEqual([1, 2, 3]);
    said.forEach(({ pictures, predictions }, index) => {
      const right = pictures.labels.filter((label, image) => label === predictions.classes[image]);
      expect(right.length / 300).toBe(ran.of('epoch')[index]?.record.val_accuracy);
    });
    const [tested] = ran.of('evaluated');
    expect(said.at(-1)?.predictions.classes).toEqual(predictedClasses(tested!.evaluation));
  });

  it('are of the last training pictures where those validate', async () => {
    const [said] = (await run({ validation: { from: 'train', split: 0.2 } })).of('predictions');
    expect(said?.pictures.half).toBe('train');
    expect([...(said?.pictures.places ?? [])]).toEqual(Array.from({ length: 20 }, (_, index) => 80 + index));
    expect([...(said?.pictures.labels ?? [])]).toEqual([...dataset.train.labels.slice(80)]);
  });

  it('are of a part of the test pictures where nothing validates, and move no bit of the run', async () => {
    const silent = await run({ validation: 'none', epochs: 2 });
    const [said] = silent.of('predictions');
    expect(said?.pictures.half).toBe('test');
    expect(said?.pictures.labels).toHaveLength(250);
    const { places, labels } = said?.pictures ?? { places: [], labels: [] };
    expect([...labels]).toEqual([...places].map((place) => dataset.test.labels[place]));
    const validated = await run({ validation: 'test', epochs: 2 });
    expect(silent.finalWeightsSha256).toBe(validated.finalWeightsSha256);
  });

  it('come after the record of their epoch and before its checkpoint', async () => {
    const types = (await run({ epochs: 1 })).events.map(({ type }) => type);
    expect(types.indexOf('predictions')).toBe(types.indexOf('epoch') + 1);
    expect(types.lastIndexOf('checkpoint')).toBeGreaterThan(types.indexOf('predictions'));
  });

  it('are the same for the same document', async () => {
    const [first, again] = [await run({}), await run({})];
    expect(again.of('predictions')).toEqual(first.of('predictions'));
  });

  it('are kept of the epoch that early stopping makes the last', async () => {
    const config = { monitor: 'val_loss', patience: 20, min_delta: 10 };
    const ran = await run({ epochs: 1000, callbacks: [{ class_name: 'EarlyStopping', config }] });
    expect(ran.of('epoch')).toHaveLength(21);
    expect(ran.of('predictions').at(-1)?.predictions.epoch).toBe(ran.of('epoch').length);
  });
});
