import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../../../src/main/history/open.ts';
import { findDropoutSource, planDropoutPair } from '../../../../src/main/labs/dropout-source.ts';
import { findDocument } from '../../../../src/main/labs/labs-catalogue.ts';
import { expandComparison } from '../../../../src/shared/spec/comparison.ts';
import { dropoutLayers } from '../../../../src/shared/spec/dropout.ts';
import { whatDiffers } from '../../../../src/shared/spec/differences.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';

const labsFolder = join(import.meta.dirname, '../../../../resources/labs');
const folder = mkdtempSync(join(tmpdir(), 'tatami-dropout-source-'));
const history = openHistory(join(folder, 'history.sqlite'));
afterAll(async () => {
  await history.close();
  rmSync(folder, { recursive: true, force: true });
});

const plan = async (lab: string, settings = {}, seedCount = 2) =>
  planDropoutPair(await findDocument(lab, labsFolder), { settings, seedCount });

describe('the pair of the dropout lab', () => {
  it('is made of any lab with dropout, and differs in the rates alone', async () => {
    const pair = await plan('mnist-cnn-slides', { epochs: 3 });
    const runs = expandComparison(pair);
    expect(runs.map(({ name, seed }) => [name, seed])).toEqual([
      ['with dropout', 1],
      ['without dropout', 1],
      ['with dropout', 2],
      ['without dropout', 2],
    ]);
    const experiments = runs.slice(0, 2).map(({ experiment }) => experiment);
    expect(experiments.map(({ model }) => dropoutLayers(model).map(({ rate }) => rate))).toEqual([
      [0.25, 0.5],
      [],
    ]);
    expect(whatDiffers(experiments).map(({ path, values }) => [path, ...values])).toEqual([
      ['model.layers[3].config.rate', 0.25, 0],
      ['model.layers[6].config.rate', 0.5, 0],
    ]);
  });

  it('switches dropout off inside residual blocks as well', () => {
    const inside = { class_name: 'Dropout', config: { name: 'inside', rate: 0.5 } };
    const layers = [
      { class_name: 'Residual', config: { name: 'block', layers: ['BatchNormalization', inside] } },
      ...['Flatten', { class_name: 'Dense', config: { units: 4, activation: 'softmax' } }],
    ];
    const document = tinyExperiment({ model: { layers } });
    const pair = planDropoutPair({ source: 'tiny', document }, { settings: {}, seedCount: 1 });
    const rates = expandComparison(pair).map(({ experiment }) => dropoutLayers(experiment.model));
    expect(rates).toEqual([[{ layer: 'block/inside', className: 'Dropout', rate: 0.5 }], []]);
  });

  it('stays as it is where a lab already has both kinds', async () => {
    const pair = await plan('dropout-pair', {}, 4);
    expect(pair.variants.map(({ name }) => name)).toEqual(['with dropout', 'without dropout']);
    expect(pair.seeds).toEqual([1, 2, 3, 4]);
  });

  it('cannot be made of a net without dropout', async () => {
    await expect(plan('mlp')).rejects.toMatchObject({ code: 'dropout.no-dropout', details: { name: 'mlp' } });
  });
});

describe('the source of the dropout lab', () => {
  const find = (name: string) => findDropoutSource(history, name, labsFolder);

  it('is a lab, a run or a comparison of the history', async () => {
    const id = await history.createComparison('pair', {});
    const experiment = tinyExperiment();
    const run = { name: 'pair', experiment, repeatOf: null };
    const first = await history.createRun({ ...run, comparison: { id, variant: 'with' } });
    const second = await history.createRun({ ...run, comparison: { id, variant: 'without' } });
    expect(await find('dropout-pair')).toMatchObject({ kind: 'lab', source: 'dropout-pair' });
    expect(await find(first)).toMatchObject({ kind: 'run', runs: [{ variant: 'with', run: { id: first } }] });
    const comparison = await find(id.slice(0, 8));
    expect(comparison).toMatchObject({ kind: 'comparison', id });
    if (comparison.kind === 'lab') throw new Error('It is a comparison.');
    expect(comparison.runs.map(({ run: { id: each } }) => each)).toEqual([first, second]);
  });

  it('is refused where nothing has that name, and where a comparison has lost its runs', async () => {
    for (const name of ['nothing-is-called-so', 'ab', '']) {
      await expect(find(name)).rejects.toMatchObject({ code: 'dropout.no-such-source', details: { name } });
    }
    const empty = await history.createComparison('empty', {});
    await expect(find(empty)).rejects.toMatchObject({ code: 'dropout.no-runs' });
  });
});
