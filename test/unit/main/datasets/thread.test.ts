import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataset } from '../../../../src/main/datasets/open.ts';
import { checkInThread, importInThread, openInThread } from '../../../../src/main/datasets/thread.ts';
import { idxSet, writeFiles } from './dataset-files.ts';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'tatami-thread-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('a data set in a thread of its own', () => {
  it('is imported, opened and checked as it would be in ours', async () => {
    const source = { path: writeFiles(join(home, 'files'), idxSet()), dataFolder: home, id: 'small' };
    const reports: (readonly [number, number])[] = [];
    const info = await importInThread(source, (done, total) => reports.push([done, total]));
    expect(info).toMatchObject({ id: 'small', trainCount: 30 });
    expect(reports.at(-1)?.[0]).toBe(reports.at(-1)?.[1]);
    const opened = await openInThread('small', home);
    expect(opened).toEqual(await openDataset('small', home));
    expect(await checkInThread('small', home)).toEqual({ info: opened.info, isIntact: true });
  });

  it('of full size arrives whole', async () => {
    const { info, train, test } = await openInThread('mnist', home);
    expect([info.title, train.images.length, test.labels.length]).toEqual(['MNIST', 47_040_000, 10_000]);
  });

  it('that is not there is said with its code', async () => {
    await expect(openInThread('cifar-100', home)).rejects.toMatchObject({
      code: 'data.not-imported',
      details: { dataset: 'cifar-100' },
    });
  });
});
