import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fashionMnistFolder } from '../../../../src/main/datasets/fashion-mnist.ts';
import { listDatasets } from '../../../../src/main/datasets/list.ts';
import { openDataset } from '../../../../src/main/datasets/open.ts';

let folder: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-fashion-'));
  home = join(folder, 'home');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isHere = fashionMnistFolder() !== null;

describe('Fashion-MNIST', () => {
  it('opens as the published set in four superclasses where set-up or Debian has put it', async ({
    skip,
  }) => {
    skip(!isHere, 'Fashion-MNIST is not on this machine: set-up could not fetch it');
    const { info, train } = await openDataset('fashion-mnist', home);
    expect(info).toMatchObject({ trainCount: 60_000, testCount: 10_000, origin: 'official' });
    expect(info.taxonomy.superclasses).toEqual(['upper body', 'legs', 'footwear', 'bags']);
    expect([...train.labels.subarray(0, 4)]).toEqual([9, 0, 0, 3]);
  });

  it('has to be imported where it is not, and is not listed', async ({ skip }) => {
    skip(isHere, 'Fashion-MNIST is on this machine');
    await expect(openDataset('fashion-mnist', home)).rejects.toMatchObject({ code: 'data.not-imported' });
    expect((await listDatasets(home)).map(({ id }) => id)).not.toContain('fashion-mnist');
    expect(existsSync(home)).toBe(false);
  });
});
