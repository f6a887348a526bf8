import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import { cifar100Taxonomy } from '../../../src/main/datasets/cifar/taxonomies.ts';
import type { CellPicture, ErrorsReport } from '../../../src/main/labs/errors-report.ts';
import type { DatasetListing } from '../../../src/shared/contract/data.ts';
import { randomStream } from '../../../src/shared/random.ts';
import { tatami } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-superclasses-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The JSON document of a command that is expected to succeed. */
async function documentOf<T>(...args: readonly string[]): Promise<T> {
  const ending = await tatami([...args, '--json', '--home', home]);
  expect(ending.code, ending.stderr).toBe(0);
  return JSON.parse(ending.stdout) as T;
}

/** CIFAR-100's binary layout with noise for pictures: superclass, class, then 3,072 bytes for each. */
function noiseRecords(count: number, purpose: string): Uint8Array {
  const stream = randomStream(1, purpose);
  const bytes = Uint8Array.from({ length: count * 3074 }, () => stream.uint32() & 255);
  for (let record = 0; record < count; record++) {
    const label = record % 100;
    bytes.set([cifar100Taxonomy.superclassOf?.[label] ?? 0, label], record * 3074);
  }
  return bytes;
}

describe('a data set with superclasses', () => {
  let run: RunDocument;
  beforeAll(async () => {
    const folder = join(home, 'cifar-100-binary');
    mkdirSync(folder);
    writeFileSync(join(folder, 'train.bin'), noiseRecords(300, 'train'));
    writeFileSync(join(folder, 'test.bin'), noiseRecords(200, 'test'));
    await documentOf('data', 'import', folder);
    run = await documentOf<RunDocument>('run', 'cifar100-cnn', '--epochs', '1');
  });

  it('is imported, listed as what it is, and sound', async () => {
    const { datasets } = await documentOf<{ datasets: DatasetListing[] }>('data', 'list');
    expect(datasets.find(({ id }) => id === 'cifar-100')).toMatchObject({
      trainCount: 300,
      testCount: 200,
      classes: 100,
      superclasses: 20,
      origin: 'unofficial',
    });
    expect(await documentOf('data', 'check', 'cifar-100')).toMatchObject({ isIntact: true });
  });

  it('has its errors counted at both levels: matrices hold every image, inside and across are all errors', async () => {
    const byClass = await documentOf<ErrorsReport>('errors', run.run);
    const bySuperclass = await documentOf<ErrorsReport>('errors', run.run, '--level', 'superclass');
    for (const { matrix, errors, ...split } of [byClass, bySuperclass]) {
      expect(matrix.flat().reduce((sum, count) => sum + count, 0)).toBe(200);
      expect((split.insideSuperclassErrors ?? NaN) + (split.acrossSuperclassErrors ?? NaN)).toBe(errors);
    }
    expect([byClass.matrix.length, bySuperclass.matrix.length]).toEqual([100, 20]);
    expect(bySuperclass.accuracy).toBeCloseTo(run.test?.superclassAccuracy ?? NaN, 6);
    expect(byClass.accuracy).toBeCloseTo(run.test?.accuracy ?? NaN, 6);
  });

  it('has its matrix drawn as SVG: every cell, every label', async () => {
    const path = join(home, '混同.svg');
    const drawn = await documentOf('errors', run.run, '--level', 'superclass', '--svg', path);
    expect(drawn).toMatchObject({ svg: path });
    const svg = readFileSync(path, 'utf8');
    expect(svg.match(/<rect /g)).toHaveLength(1 + 20 * 20);
    expect(svg.match(/>aquatic_mammals</g)).toHaveLength(2);
  });

  it('shows the pictures of a cell of superclasses, found by name', async () => {
    const report = await documentOf<ErrorsReport>('errors', run.run, '--level', 'superclass');
    const [worst] = report.mostConfused;
    const cell = `${worst?.true},${worst?.predicted}`;
    const args = ['errors', run.run, '--level', 'superclass', '--cell', cell];
    const { pictures } = await documentOf<{ pictures: CellPicture[] }>(...args);
    expect(pictures).toHaveLength(worst?.count ?? -1);
  });

  it('is removed, and a built-in one is not', async () => {
    expect(await documentOf('data', 'remove', 'cifar-100')).toEqual({ removed: 'cifar-100' });
    const refused = await tatami(['data', 'remove', 'mnist', '--home', home]);
    expect(refused.code, refused.stderr).toBe(3);
  });
});
