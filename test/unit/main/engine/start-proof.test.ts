import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { equalStartLines } from '../../../../src/main/cli/equal-start-view.ts';
import { speaker } from '../../../../src/main/cli/texts/texts.ts';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import type { ComparedRun } from '../../../../src/shared/contract/comparison-report.ts';
import { equalStart } from '../../../../src/main/labs/equal-start.ts';
import { whatDiffers } from '../../../../src/shared/spec/differences.ts';
import { applySettings } from '../../../../src/shared/spec/settings.ts';
import type { Experiment } from '../../../../src/shared/spec/experiment.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 60, testCount: 20 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

const layers = (rate: number, units = 6) => [
  { class_name: 'RandomFlip', config: {} },
  { class_name: 'Flatten', config: {} },
  { class_name: 'Dense', config: { units, activation: 'relu' } },
  { class_name: 'Dropout', config: { rate } },
  { class_name: 'Dense', config: { units: 4, activation: 'softmax' } },
];
const base = tinyExperiment({ epochs: 2, model: { name: 'net', layers: layers(0.25) } });

/** Really trains a variant and gives it as a comparison has it. */
async function trained(variant: string, experiment: Experiment): Promise<ComparedRun> {
  let start = null;
  const job = { runId: variant, experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom: null };
  await engine.train(job, (event) => {
    if (event.type === 'started') start = event;
  });
  return { variant, run: { experiment, start } } as unknown as ComparedRun;
}

const linesOf = (runs: readonly ComparedRun[]) =>
  equalStart(runs).flatMap((start) => equalStartLines({ say: speaker('en') }, start));

describe('the proof of an equal start', () => {
  it('holds for variants that differ in the dropout rate alone: weights, batches and mask streams are the same', async () => {
    const other = applySettings(base, { 'layers.3.rate': 0.5 });
    const off = applySettings(base, { 'layers.3.rate': 0 });
    const runs = [await trained('a', base), await trained('b', other), await trained('off', off)];
    const [start] = equalStart(runs);
    expect(start).toMatchObject({ isEqual: true, seed: base.seed });
    expect(start?.weights.map(({ name }) => name)).toEqual([
      'dense/kernel',
      'dense/bias',
      'dense_1/kernel',
      'dense_1/bias',
    ]);
    expect(start?.maskStreams.map(({ name }) => name)).toEqual(['draws/random_flip', 'draws/dropout']);
    expect(whatDiffers([base, other])).toEqual([
      { path: 'model.layers[3].config.rate', values: [0.25, 0.5] },
    ]);
    expect(linesOf(runs).every(({ isEqual }) => isEqual)).toBe(true);
  });

  it('says which weights are equal where the networks differ, and which only one has', async () => {
    const wider = applySettings(base, { 'layers.2.units': 7 });
    const shorter = applySettings(base, { 'model.layers': layers(0).slice(0, 3).with(2, layers(0)[4]!) });
    const runs = [
      await trained('base', base),
      await trained('wider', wider),
      await trained('shorter', shorter),
    ];
    const text = linesOf(runs)
      .map((line) => line.text)
      .join('\n');
    expect(equalStart(runs)[0]?.isEqual).toBe(false);
    expect(text).toContain('different initial weights: dense/kernel, dense/bias, dense_1/kernel');
    expect(text).toContain('weights that only base, wider has: dense_1/kernel, dense_1/bias');
    expect(text).toContain('mask streams that only base, wider has: draws/dropout');
    expect(text).toContain('the same mask streams: draws/random_flip');
    expect(text).toContain('the same batches in the same order, in every epoch');
  });

  it('holds for the first epoch alone where the numbers of epochs differ, and not for other batches', async () => {
    const run = await trained('a', base);
    const longer = await trained('b', { ...base, epochs: 3 });
    const larger = await trained('c', { ...base, batch_size: 7 });
    expect(linesOf([run, longer]).map(({ text }) => text)[0]).toContain('in the first epoch');
    expect(linesOf([run, larger])[0]).toMatchObject({ isEqual: false });
    const other = await trained('d', { ...base, seed: base.seed + 1 });
    expect(equalStart([run, other]).map(({ seed }) => seed)).toEqual([base.seed, base.seed + 1]);
    const [first, second] = [run, other].map(({ run: { start } }) => start?.proof);
    expect(second?.batchOrderSha256).not.toBe(first?.batchOrderSha256);
    expect(second?.maskStreams).not.toEqual(first?.maskStreams);
  });

  it('is missing, and said to be, for runs of an earlier Tatami; runs that never began are left out', async () => {
    const run = await trained('new', base);
    const old = { variant: 'old', run: { ...run.run, start: { ...run.run.start, proof: undefined } } };
    const none = { variant: 'none', run: { ...run.run, start: null } } as unknown as ComparedRun;
    const runs = [run, old as unknown as ComparedRun, none];
    expect(equalStart(runs)[0]).toMatchObject({ isEqual: false, unproven: ['old'] });
    expect(linesOf(runs).at(-1)?.text).toContain('(old)');
    expect(equalStart([none])).toEqual([]);
  });
});
