import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importDataset } from '../../../../src/main/datasets/import.ts';
import { openDataset } from '../../../../src/main/datasets/open.ts';
import { cifar100Files, entriesOf, idx, idxSet, pixels, tar, tarGz, writeFiles } from './dataset-files.ts';

let root: string;
let home: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tatami-import-'));
  home = join(root, 'home');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(root, name), bytes);
  return join(root, name);
}

describe('importing CIFAR-100', () => {
  it('gives the same set from a tar.gz, a tar, a folder, the folder around it and one of its files', async () => {
    const files = cifar100Files();
    const folder = writeFiles(join(root, 'around', 'cifar-100-binary'), files);
    const sources = [
      file('any-name', tarGz(entriesOf(files))),
      file('set.tar', tar(entriesOf(files))),
      folder,
      join(root, 'around'),
      join(folder, 'test.bin'),
    ];
    const hashes = [];
    for (const [index, source] of sources.entries()) {
      hashes.push((await importDataset(source, home, { id: `set-${index}` })).sha256);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('keeps pixels in their places: planes become pixels, rows stay rows', async () => {
    await importDataset(writeFiles(join(root, 'c'), cifar100Files()), home);
    const { info, train, test } = await openDataset('cifar-100', home);
    const planes = pixels(3072);
    const expected = Uint8Array.from(
      { length: 3072 },
      (_, index) => planes[(index % 3) * 1024 + Math.floor(index / 3)]!,
    );
    expect(info).toMatchObject({
      title: 'CIFAR-100',
      height: 32,
      width: 32,
      channels: 3,
      trainCount: 200,
      testCount: 100,
    });
    for (const picture of [0, 1, 199]) {
      expect(train.images.subarray(picture * 3072, (picture + 1) * 3072)).toEqual(expected);
    }
    expect([...test.labels]).toEqual(Array.from({ length: 100 }, (_, label) => label));
  });

  it('takes names that come along; a class’s superclass is then the one that its pictures show', async () => {
    const lines = (prefix: string, count: number) =>
      Buffer.from(Array.from({ length: count }, (_, index) => `${prefix}-${index}\r\n`).join(''));
    const names = {
      'fine_label_names.txt': lines('kind', 100),
      'coarse_label_names.txt': lines('group', 20),
    };
    const info = await importDataset(writeFiles(join(root, 'c'), { ...cifar100Files(), ...names }), home);
    expect(info.taxonomy.classes[7]).toBe('kind-7');
    expect(info.taxonomy.superclasses?.[19]).toBe('group-19');
    expect(info.taxonomy.superclassOf?.slice(0, 5)).toEqual([4, 1, 14, 8, 0]);
    expect(info.origin).toBe('unofficial');
  });

  it('reports progress up to the size of the archive', async () => {
    const bytes = tarGz(entriesOf(cifar100Files()));
    const seen: [number, number][] = [];
    await importDataset(file('set.tar.gz', bytes), home, {}, (done, total) => seen.push([done, total]));
    expect(seen.length).toBeGreaterThan(0);
    for (const [done, total] of seen) {
      expect(total).toBe(bytes.length);
      expect(done).toBeLessThanOrEqual(total);
    }
    expect(seen.at(-1)![0]).toBeGreaterThan(bytes.length * 0.9);
  });
});

describe('importing CIFAR-10', () => {
  it('counts the pictures of its batches in the order of their numbers and groups animals and vehicles', async () => {
    const batch = (label: number) => Buffer.concat([Buffer.of(label), pixels(3072)]);
    const files = { 'data_batch_2.bin': batch(9), 'data_batch_1.bin': batch(3), 'test_batch.bin': batch(5) };
    const info = await importDataset(
      file('ten.tar.gz', tarGz(entriesOf(files, 'cifar-10-batches-bin'))),
      home,
    );
    expect(info).toMatchObject({ id: 'cifar-10', origin: 'unofficial', trainCount: 2, testCount: 1 });
    const { train, test } = await openDataset('cifar-10', home);
    expect([...train.labels, ...test.labels]).toEqual([3, 9, 5]);
    const { superclasses, superclassOf } = info.taxonomy;
    expect([3, 9].map((label) => superclasses?.[superclassOf?.[label] ?? -1])).toEqual([
      'animals',
      'vehicles',
    ]);
  });
});

describe('importing IDX files', () => {
  it('takes plain and gzip files alike, named in the usual ways, and one file for its set', async () => {
    const set = idxSet();
    const zipped = Object.fromEntries(
      Object.entries(set).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
    );
    const renamed = {
      'letters-train-images.idx3-ubyte': set['train-images-idx3-ubyte'],
      'letters-train-labels.idx1-ubyte': set['train-labels-idx1-ubyte'],
      'letters-test-images.idx3-ubyte': set['t10k-images-idx3-ubyte'],
      'letters-test-labels.idx1-ubyte': set['t10k-labels-idx1-ubyte'],
    };
    const plain = await importDataset(writeFiles(join(root, 'My Digits'), set), home);
    const fromGzip = await importDataset(writeFiles(join(root, 'zipped'), zipped), home);
    const both = writeFiles(join(root, 'both'), { ...zipped, ...set });
    const fromBoth = await importDataset(join(both, 'train-labels-idx1-ubyte.gz'), home);
    const fromRenamed = await importDataset(writeFiles(join(root, 'r'), renamed), home);
    expect(plain).toMatchObject({ id: 'my-digits', title: 'My Digits', height: 4, width: 3, channels: 1 });
    expect(fromRenamed.id).toBe('letters');
    expect(new Set([plain, fromGzip, fromBoth, fromRenamed].map(({ sha256 }) => sha256)).size).toBe(1);
  });

  it('gives as many classes as there are labels, also when they count from 1', async () => {
    const labels = (count: number) =>
      idx(
        [count],
        Uint8Array.from({ length: count }, (_, index) => (index % 12) + 1),
      );
    const set = { ...idxSet(), 'train-labels-idx1-ubyte': labels(30), 't10k-labels-idx1-ubyte': labels(20) };
    const info = await importDataset(writeFiles(join(root, 'letters'), set), home);
    expect(info.taxonomy.classes).toEqual(Array.from({ length: 13 }, (_, label) => String(label)));
  });

  it('stores the user’s own superclasses with the set', async () => {
    const grouping = [
      { superclass: 'odd', classes: ['1', '3', '5', '7', '9'] },
      { superclass: 'even', classes: ['0', '2', '4', '6', '8'] },
    ];
    await importDataset(writeFiles(join(root, 'd'), idxSet()), home, {
      id: 'parity',
      title: 'Parity',
      grouping,
    });
    const { info } = await openDataset('parity', home);
    expect(info.title).toBe('Parity');
    expect(info.taxonomy).toMatchObject({
      superclasses: ['odd', 'even'],
      superclassOf: [1, 0, 1, 0, 1, 0, 1, 0, 1, 0],
    });
  });
});

describe('names of imported sets', () => {
  it.each(['../x', 'Upper', 'con', 'a'.repeat(65), '', '.x', 'a b'])('refuses the name %j', async (id) => {
    const folder = writeFiles(join(root, 'd'), idxSet());
    await expect(importDataset(folder, home, { id })).rejects.toMatchObject({ code: 'data.bad-id' });
    expect(existsSync(home)).toBe(false);
  });

  it('neither replaces a built-in set nor one that is there', async () => {
    const folder = writeFiles(join(root, 'd'), idxSet());
    await expect(importDataset(folder, home, { id: 'mnist' })).rejects.toMatchObject({
      code: 'data.built-in',
    });
    await importDataset(folder, home);
    const before = readFileSync(join(home, 'd', 'dataset.json'), 'utf8');
    await expect(importDataset(folder, home)).rejects.toMatchObject({ code: 'data.exists' });
    expect(readFileSync(join(home, 'd', 'dataset.json'), 'utf8')).toBe(before);
    expect(readdirSync(home)).toEqual(['d']);
  });
});
