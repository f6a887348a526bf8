import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentSha256 } from '../../../../src/main/datasets/fingerprint.ts';
import { groupingOf } from '../../../../src/main/datasets/grouping.ts';
import { listDatasets, removeDataset } from '../../../../src/main/datasets/list.ts';
import { openDataset } from '../../../../src/main/datasets/open.ts';
import { store } from '../../../../src/main/datasets/stored.ts';
import { ownTaxonomyOf, saveGrouping, taxonomyOf } from '../../../../src/main/datasets/taxonomy.ts';
import type { Grouping } from '../../../../src/shared/contract/data.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tatami-grouping-'));
  const set = tinyImages({ trainCount: 8, testCount: 4 });
  await store({ ...set, info: { ...set.info, sha256: contentSha256(set.train, set.test) } }, home);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const ends: Grouping = [
  { superclass: 'ends', classes: ['class 0', 'class 3'] },
  { superclass: 'middle', classes: ['class 1', 'class 2'] },
];
const own = { superclasses: ['ends', 'middle'], superclassOf: [0, 1, 1, 0] };
const original = { superclasses: ['superclass 0', 'superclass 1'], superclassOf: [0, 0, 1, 1] };

describe('a user’s own superclasses', () => {
  it('count wherever the set is opened or named, its pictures unchanged', async () => {
    const before = await openDataset('tiny', home);
    await saveGrouping('tiny', home, ends);
    const after = await openDataset('tiny', home);
    expect(after.info).toEqual({ ...before.info, taxonomy: { ...before.info.taxonomy, ...own } });
    expect(after.train).toEqual(before.train);
    expect(await taxonomyOf('tiny', home)).toMatchObject(own);
    expect(await ownTaxonomyOf('tiny', home)).toMatchObject(original);
  });

  it('give way to those that the set came with', async () => {
    await saveGrouping('tiny', home, ends);
    await saveGrouping('tiny', home, null);
    await saveGrouping('tiny', home, null);
    expect(await taxonomyOf('tiny', home)).toMatchObject(original);
    expect(readdirSync(home)).toEqual(['tiny']);
  });

  it('may group a built-in set that has none, and its line in the list counts them', async () => {
    const parity = [0, 1].map((rest) => ({
      superclass: rest === 0 ? 'even' : 'odd',
      classes: Array.from({ length: 5 }, (_, index) => String(2 * index + rest)),
    }));
    await saveGrouping('mnist', home, parity);
    expect(groupingOf(await taxonomyOf('mnist', home))).toEqual(parity);
    const lines = await listDatasets(home);
    expect(lines.find(({ id }) => id === 'mnist')?.superclasses).toBe(2);
    expect(lines.find(({ id }) => id === 'tiny')?.superclasses).toBe(2);
  });

  it('are refused, and nothing is written, when a class is left out or a superclass is empty', async () => {
    const [first, second] = ends as [Grouping[number], Grouping[number]];
    await expect(saveGrouping('tiny', home, [first])).rejects.toMatchObject({
      code: 'data.grouping-missing',
    });
    await expect(
      saveGrouping('tiny', home, [first, second, { superclass: 'none', classes: [] }]),
    ).rejects.toMatchObject({ code: 'data.grouping-empty', details: { name: 'none' } });
    await expect(saveGrouping('../tiny', home, ends)).rejects.toMatchObject({ code: 'data.not-found' });
    expect(readdirSync(home)).toEqual(['tiny']);
  });

  it('go with the set that is removed', async () => {
    await saveGrouping('tiny', home, ends);
    await removeDataset('tiny', home);
    expect(readdirSync(home)).toEqual([]);
  });

  it('whose file was changed are named, and can be given up', async () => {
    writeFileSync(join(home, 'tiny.grouping.json'), '{"tatami": "grouping"}');
    await expect(openDataset('tiny', home)).rejects.toMatchObject({
      code: 'data.grouping-damaged',
      details: { dataset: 'tiny', file: 'tiny.grouping.json' },
    });
    expect((await listDatasets(home)).find(({ id }) => id === 'tiny')?.state).toBe('ready');
    await saveGrouping('tiny', home, null);
    expect((await openDataset('tiny', home)).info.taxonomy).toMatchObject(original);
  });

  it('are named by the taxonomy that has them', () => {
    expect(groupingOf({ classes: ['a', 'b'], superclasses: null, superclassOf: null })).toBeNull();
  });
});
