import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importDataset } from '../../../src/main/datasets/import.ts';
import { openDataset } from '../../../src/main/datasets/open.ts';

/** Real pictures of CIFAR-100 in both published layouts, cut down; they are not part of the repository. */
const sample = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'cifar-100-sample');
const missing = 'the CIFAR-100 sample (../shared/data/cifar-100-sample) is not here';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'tatami-sample-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('real CIFAR-100 pictures', () => {
  it('are the same set from the binary and the Python archive, packed and unpacked', async ({ skip }) => {
    skip(!existsSync(sample), missing);
    const hashes = [];
    for (const form of ['binary', 'python']) {
      const archive = join(sample, `cifar-100-${form}.tar.gz`);
      execFileSync('tar', ['xzf', archive, '-C', root]);
      for (const [index, source] of [archive, join(root, `cifar-100-${form}`)].entries()) {
        const id = `${form}-${index}`;
        const info = await importDataset(source, join(root, 'home'), { id });
        expect(info).toMatchObject({ origin: 'unofficial', trainCount: 600, testCount: 450 });
        expect(info.taxonomy.superclasses).toHaveLength(20);
        hashes.push((await openDataset(id, join(root, 'home'))).info.sha256);
      }
    }
    expect(new Set(hashes).size).toBe(1);
  });
});
