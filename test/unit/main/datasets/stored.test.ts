import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDataset, listDatasets, removeDataset } from '../../../../src/main/datasets/list.ts';
import { openDataset } from '../../../../src/main/datasets/open.ts';
import { store } from '../../../../src/main/datasets/stored.ts';
import { taxonomyOf } from '../../../../src/main/datasets/taxonomy.ts';
import { contentSha256 } from '../../../../src/main/datasets/fingerprint.ts';
import type { ImageDataset } from '../../../../src/shared/contract/data.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let home: string;
beforeEach(() => (home = join(mkdtempSync(join(tmpdir(), 'tatami-stored-')), 'home')));
afterEach(() => rmSync(join(home, '..'), { recursive: true, force: true }));

/** A small set with its true content hash; 32 × 32 colour for the layout of CIFAR-100. */
function small(id: string, isColour = false): ImageDataset {
  const { info, train, test } = tinyImages({ trainCount: 40, testCount: 20, side: 32 });
  const coloured = (images: Uint8Array) => (isColour ? Buffer.concat([images, images, images]) : images);
  const halves = {
    train: { ...train, images: coloured(train.images) },
    test: { ...test, images: coloured(test.images) },
  };
  const sha256 = contentSha256(halves.train, halves.test);
  return { info: { ...info, id, channels: isColour ? 3 : 1, sha256 }, ...halves };
}

describe('stored sets', () => {
  it('come back as they were, in either layout', async () => {
    for (const layout of ['decoded', 'cifar-100'] as const) {
      const set = small(`as-${layout}`, true);
      await store(set, home, layout);
      const opened = await openDataset(set.info.id, home);
      expect(opened.info).toEqual(set.info);
      expect(Buffer.compare(opened.train.images, set.train.images)).toBe(0);
      expect(Buffer.compare(opened.test.images, set.test.images)).toBe(0);
      expect(opened.train.labels).toEqual(set.train.labels);
    }
    expect(readdirSync(join(home, 'as-cifar-100')).toSorted()).toEqual([
      'coarse_label_names.txt',
      'dataset.json',
      'fine_label_names.txt',
      'test.bin',
      'train.bin',
    ]);
  });

  it('are listed, named and removed without being opened', async () => {
    await store(small('two'), home);
    await store(small('one'), home);
    const imported = (await listDatasets(home)).filter(({ isBuiltIn }) => !isBuiltIn);
    expect(imported.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(imported[0]).toMatchObject({
      state: 'ready',
      trainCount: 40,
      testCount: 20,
      classes: 4,
      superclasses: 2,
    });
    expect((await taxonomyOf('two', home)).classes[3]).toBe('class 3');
    await removeDataset('two', home);
    expect(existsSync(join(home, 'two'))).toBe(false);
    await expect(removeDataset('two', home)).rejects.toMatchObject({ code: 'data.not-found' });
    await expect(removeDataset('mnist', home)).rejects.toMatchObject({ code: 'data.built-in' });
  });

  it('are refused when one byte was changed, and the check says so', async () => {
    await store(small('set'), home);
    expect(await checkDataset('set', home)).toMatchObject({ isIntact: true });
    const path = join(home, 'set', 'train-images.bin');
    const bytes = readFileSync(path);
    bytes[17]! ^= 1;
    writeFileSync(path, bytes);
    expect(await checkDataset('set', home)).toMatchObject({ isIntact: false });
    await expect(openDataset('set', home)).rejects.toMatchObject({ code: 'data.changed' });
  });

  it('are refused with the name of a file that is missing, cut off or nonsense', async () => {
    await store(small('set'), home);
    truncateSync(join(home, 'set', 'test-labels.bin'), 19);
    const damaged = { code: 'data.damaged', details: { dataset: 'set', file: 'test-labels.bin' } };
    await expect(openDataset('set', home)).rejects.toMatchObject(damaged);
    writeFileSync(join(home, 'set', 'test-labels.bin'), Buffer.alloc(20, 200));
    await expect(openDataset('set', home)).rejects.toMatchObject(damaged);
    rmSync(join(home, 'set', 'test-labels.bin'));
    await expect(checkDataset('set', home)).rejects.toMatchObject(damaged);
  });

  it.each(['', '{', '[]', 'null', '{"tatami":"dataset","version":99}'])(
    'show %j in the place of their description as damage',
    async (text) => {
      await store(small('set'), home);
      writeFileSync(join(home, 'set', 'dataset.json'), text);
      await expect(openDataset('set', home)).rejects.toMatchObject({ code: 'data.damaged' });
      expect((await listDatasets(home)).at(-1)).toMatchObject({ id: 'set', state: 'damaged', origin: null });
      await removeDataset('set', home);
      expect(readdirSync(home)).toEqual([]);
    },
  );

  it('never appear half-written: a failure leaves nothing behind', async ({ skip }) => {
    skip(
      process.getuid?.() === 0 || process.platform === 'win32',
      'the system administrator may write anywhere',
    );
    mkdirSync(home);
    chmodSync(home, 0o500);
    await expect(store(small('set'), home)).rejects.toMatchObject({ code: 'data.cannot-write' });
    expect(readdirSync(home)).toEqual([]);
  });

  it('are not written where a file is in the place of the folder', async () => {
    writeFileSync(home, '');
    await expect(store(small('set'), home)).rejects.toMatchObject({ code: 'data.cannot-write' });
  });

  it('sweep away what a killed process left, and nothing else', async () => {
    mkdirSync(join(home, `.${2 ** 30}-0123456789ab`), { recursive: true });
    mkdirSync(join(home, `.${process.pid}-0123456789ab`));
    mkdirSync(join(home, '.other'));
    await store(small('set'), home);
    expect(readdirSync(home).toSorted()).toEqual(
      ['.other', `.${process.pid}-0123456789ab`, 'set'].toSorted(),
    );
  });
});

describe('sets that are not there', () => {
  it.each(['nothing', '../home', '..', 'a/b', 'CON', '__proto__'])('are not found: %j', async (id) => {
    await expect(openDataset(id, home)).rejects.toMatchObject({ code: 'data.not-found' });
    await expect(taxonomyOf(id, home)).rejects.toMatchObject({ code: 'data.not-found' });
    await expect(removeDataset(id, home)).rejects.toMatchObject({ code: 'data.not-found' });
  });

  it('are answered with the set whose name is near, imported ones among them', async () => {
    await store(small('my-flowers'), home);
    const nearest = {
      mnst: 'mnist',
      tatami100: 'tatami-100',
      'cifar-1000': 'cifar-100',
      'my-flower': 'my-flowers',
    };
    for (const [id, meant] of Object.entries(nearest)) {
      for (const ask of [openDataset, taxonomyOf, removeDataset]) {
        await expect(ask(id, home)).rejects.toMatchObject({
          code: 'data.misspelt',
          details: { nearest: meant },
        });
      }
    }
  });

  it('are told apart from those that have to be imported first', async () => {
    await expect(openDataset('cifar-100', home)).rejects.toMatchObject({ code: 'data.not-imported' });
  });
});

describe('built-in sets', () => {
  it('list MNIST and Tatami-100 with their sizes, before anything was opened', async () => {
    const listed = await listDatasets(home);
    const [mnist, tatami] = ['mnist', 'tatami-100'].map((name) => listed.find(({ id }) => id === name));
    expect(mnist).toMatchObject({
      id: 'mnist',
      state: 'ready',
      trainCount: 60_000,
      testCount: 10_000,
      superclasses: 0,
      origin: 'official',
    });
    expect(tatami).toMatchObject({
      id: 'tatami-100',
      state: 'on-first-use',
      classes: 100,
      superclasses: 20,
      origin: 'generated',
    });
    expect(existsSync(home)).toBe(false);
  });

  it('open MNIST complete and exactly as it was published', async () => {
    const { info, train, test } = await openDataset('mnist', home);
    expect(info).toMatchObject({
      origin: 'official',
      height: 28,
      width: 28,
      channels: 1,
      trainCount: 60_000,
      testCount: 10_000,
    });
    expect([...train.labels.subarray(0, 5), ...test.labels.subarray(0, 5)]).toEqual([
      5, 0, 4, 1, 9, 7, 2, 1, 0, 4,
    ]);
    expect(train.images.length).toBe(60_000 * 784);
  });
});
