import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataset } from '../../../../src/main/datasets/open.ts';

let root: string;
const { PATH } = process.env;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'tatami-fashion-'))));
afterEach(() => {
  process.env['PATH'] = PATH;
  rmSync(root, { recursive: true, force: true });
});

it('says that Fashion-MNIST has to be imported where neither its package nor apt is there', async ({
  skip,
}) => {
  skip(
    existsSync('/usr/share/datasets/fashion-mnist'),
    'the package dataset-fashion-mnist is installed here',
  );
  process.env['PATH'] = root;
  await expect(openDataset('fashion-mnist', join(root, 'home'))).rejects.toMatchObject({
    code: 'data.not-imported',
  });
  expect(existsSync(join(root, 'home'))).toBe(false);
});
