import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importDataset } from '../../../../src/main/datasets/import.ts';
import { listDatasets } from '../../../../src/main/datasets/list.ts';
import { LabError, type LabErrorCode } from '../../../../src/shared/contract/errors.ts';
import {
  cifar100Files,
  cifar100Record,
  entriesOf,
  idx,
  idxNames,
  idxSet,
  tar,
  tarGz,
  writeFiles,
} from './dataset-files.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'tatami-hostile-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const home = () => join(root, 'home');
const everything = () => readdirSync(root, { recursive: true }).toSorted();

/** Writes one file and answers its path. */
function file(name: string, bytes: Uint8Array): string {
  const path = join(root, name);
  writeFileSync(path, bytes);
  return path;
}

/** The error of an import that must fail in under two seconds and write nothing. */
async function refusal(path: string): Promise<LabError> {
  const before = everything();
  const start = performance.now();
  const error: unknown = await importDataset(path, home()).then(
    () => new Error('it was imported'),
    (reason: unknown) => reason,
  );
  expect(performance.now() - start).toBeLessThan(2000);
  expect(everything()).toEqual(before);
  expect(error).toBeInstanceOf(LabError);
  expect((error as LabError).message).not.toMatch(/\{\w+\}/);
  return error as LabError;
}

async function expectRefusal(
  path: string,
  code: LabErrorCode,
  details: Record<string, unknown> = {},
): Promise<void> {
  const error = await refusal(path);
  expect({ code: error.code, details: error.details }).toMatchObject({ code, details });
}

const archive = (entries: Parameters<typeof tarGz>[0]) => file('set.tar.gz', tarGz(entries));
const sound = () => entriesOf(cifar100Files());
const idxFolder = (changes: Partial<ReturnType<typeof idxSet>>) =>
  writeFiles(join(root, 'letters'), { ...idxSet(), ...changes });

describe('files that are no files', () => {
  it.each(['cifar-100-binary.tar.gz', 'train-images-idx3-ubyte', 'train.bin', 'anything'])(
    'B01 refuses an empty file: %s',
    (name) => expectRefusal(file(name, Buffer.alloc(0)), 'data.empty-file', { file: name }),
  );

  it('B02 refuses a file of one byte', async () => {
    await expectRefusal(file('anything', Uint8Array.of(0x1f)), 'data.not-recognised');
    await expectRefusal(idxFolder({ 'train-images-idx3-ubyte': Buffer.of(0) }), 'data.idx-wrong-length');
    await expectRefusal(
      writeFiles(join(root, 'c'), { ...cifar100Files(), 'train.bin': Buffer.of(1) }),
      'data.cifar-odd-size',
    );
  });

  it('B03 refuses a sparse file of 4 GiB without reading it', async () => {
    for (const name of ['set.tar.gz', 'train-images-idx3-ubyte']) {
      const path = file(name, Buffer.of(0x1f, 0x8b, 8));
      truncateSync(path, 4 * 1024 ** 3);
      await expectRefusal(path, 'data.file-too-large', { found: 4 * 1024 ** 3 });
    }
  });

  it('B04 does not wait on a pipe, and refuses a folder or device in the place of a file', async ({
    skip,
  }) => {
    skip(process.platform === 'win32', 'Windows has no named pipes in folders');
    const pipe = join(root, 'set.tar.gz');
    execFileSync('mkfifo', [pipe]);
    await expectRefusal(pipe, 'data.not-a-file');
    await expectRefusal('/dev/zero', 'data.not-a-file');
    const folder = writeFiles(join(root, 'cifar'), { 'test.bin': cifar100Record(1) });
    execFileSync('mkfifo', [join(folder, 'train.bin')]);
    await expectRefusal(folder, 'data.not-a-file', { file: 'train.bin' });
    mkdirSync(join(root, 'empty.tar.gz'));
    await expectRefusal(join(root, 'empty.tar.gz'), 'data.not-recognised');
  });

  it('says what is not there, and points from folders of pictures to what can be imported', async () => {
    await expectRefusal(join(root, 'missing.tar.gz'), 'data.unreadable', { reason: 'ENOENT' });
    const folder = writeFiles(join(root, 'photos', 'cats'), { 'a.png': Buffer.of(1) });
    await expectRefusal(join(folder, '..'), 'data.pictures-not-yet', { file: 'photos' });
  });
});

describe('damaged gzip', () => {
  const gzip = () => tarGz(sound());

  it.each([1, 10, 50, 99])('B05 refuses an archive cut at %i %%', async (percent) => {
    const whole = gzip();
    const path = file('set.tar.gz', whole.subarray(0, Math.floor((whole.length * percent) / 100)));
    await expectRefusal(path, 'data.gzip-cut', { file: 'set.tar.gz' });
  });

  it('B05 refuses IDX files cut anywhere, even inside the gzip header or trailer', async () => {
    const whole = gzipSync(idxSet()['train-images-idx3-ubyte']);
    for (const length of [3, 12, whole.length - 9, whole.length - 1]) {
      const folder = writeFiles(join(root, `cut-${length}`), idxSet());
      rmSync(join(folder, 'train-images-idx3-ubyte'));
      writeFileSync(join(folder, 'train-images-idx3-ubyte.gz'), whole.subarray(0, length));
      await expectRefusal(folder, 'data.gzip-cut');
    }
  });

  it('B06 refuses a wrong checksum', async () => {
    const bytes = gzip();
    bytes[bytes.length - 8]! ^= 1;
    await expectRefusal(file('set.tar.gz', bytes), 'data.gzip-checksum');
  });

  it('B07 refuses a wrong length field', async () => {
    const bytes = gzip();
    bytes[bytes.length - 4]! ^= 1;
    await expectRefusal(file('set.tar.gz', bytes), 'data.gzip-length');
  });

  it('refuses compressed data in which a byte was changed', async () => {
    const bytes = gzip();
    bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
    expect((await refusal(file('set.tar.gz', bytes))).code).toMatch(/^data\.(gzip|archive)-/);
  });

  it('B08 refuses bytes after the compressed data', async () => {
    const bytes = Buffer.concat([gzip(), Buffer.from('and more')]);
    await expectRefusal(file('set.tar.gz', bytes), 'data.gzip-trailing', { rest: 8 });
  });

  it('B09 refuses a second gzip member', async () => {
    await expectRefusal(file('set.tar.gz', Buffer.concat([gzip(), gzip()])), 'data.gzip-two-members');
  });

  it('B10 stops at a bomb of 10 GiB of zeros, bare or in a member', async () => {
    await expectRefusal(file('bomb.tar.gz', gzipBomb()), 'data.not-recognised');
    await expectRefusal(file('padded.tar.gz', gzipBomb(tar(sound()))), 'data.inflates-too-large');
    const folder = idxFolder({});
    rmSync(join(folder, 'train-images-idx3-ubyte'));
    const header = idx([60_000, 28, 28], Buffer.alloc(0));
    writeFileSync(join(folder, 'train-images-idx3-ubyte.gz'), gzipBomb(header));
    await expectRefusal(folder, 'data.idx-wrong-length');
  });

  it('B11 refuses gzip inside gzip', async () => {
    await expectRefusal(file('set.tar.gz', gzipSync(gzip())), 'data.gzip-nested');
    const folder = idxFolder({ 'train-images-idx3-ubyte': gzipSync(gzipSync(Buffer.alloc(99))) });
    await expectRefusal(folder, 'data.gzip-nested');
  });
});

describe('hostile archives', () => {
  it.each(['../x', 'a/../../x', '/etc/x', 'C:\\x', 'C:../x', '\\\\srv\\x', 'a\\..\\x', 'bell\u0007'])(
    'B12 B13 refuses an archive with a member named %j',
    (name) =>
      expectRefusal(archive([...sound(), { name, content: Buffer.from('x') }]), 'data.archive-unsafe-name'),
  );

  it('B14 refuses a symbolic link', () =>
    expectRefusal(
      archive([{ name: 'train.bin', type: '2', linkName: '/etc/passwd' }, ...sound()]),
      'data.archive-link',
      { name: 'train.bin', type: 'symlink' },
    ));

  it('B15 refuses a hard link to a place outside', () =>
    expectRefusal(archive([...sound(), { name: 'x', type: '1', linkName: '../../x' }]), 'data.archive-link', {
      type: 'link',
    }));

  it('B16 refuses a member that comes twice, even from another folder of the archive', async () => {
    const [first] = sound();
    await expectRefusal(archive([...sound(), first!]), 'data.duplicate-member');
    await expectRefusal(
      archive([...sound(), { name: 'other/train.bin', content: cifar100Record(1) }]),
      'data.duplicate-member',
      { file: 'train.bin' },
    );
  });

  it('B17 refuses negative and enormous sizes', async () => {
    const negative = Uint8Array.from({ length: 12 }, (_, index) => (index === 11 ? 0xf0 : 0xff));
    const huge = Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff);
    await expectRefusal(archive([{ name: 'train.bin', sizeField: negative }]), 'data.archive-broken');
    await expectRefusal(archive([{ name: 'train.bin', sizeField: huge }]), 'data.file-too-large');
    await expectRefusal(archive([{ name: 'other', sizeField: huge }]), 'data.inflates-too-large');
    const digits = Buffer.from('-0000000001 ');
    expect((await refusal(archive([{ name: 'train.bin', sizeField: digits }]))).code).toMatch(/^data\./);
  });

  it('B18 refuses a long name (PAX) with a hidden NUL', () => {
    const record = ' path=train.bin\0.txt\n';
    const content = Buffer.from(`${record.length + 2}${record}`);
    return expectRefusal(
      archive([{ name: 'pax', type: 'x', content }, ...sound()]),
      'data.archive-unsafe-name',
    );
  });

  it('B19 stops at a million empty entries', () => {
    const thousand = Buffer.concat(Array.from({ length: 1000 }, () => tar([{ name: 'e' }]).subarray(0, 512)));
    const bytes = repeatedGzip(Buffer.alloc(0), thousand, 1000);
    return expectRefusal(file('set.tar.gz', bytes), 'data.duplicate-member');
  });

  it('B19 stops at more than a thousand entries with different names', () =>
    expectRefusal(
      archive(Array.from({ length: 1001 }, (_, index) => ({ name: `e${index}` }))),
      'data.too-many-entries',
    ));

  it('refuses an archive that ends in the middle of a member, and one without a data set', async () => {
    const cut = tar(sound()).subarray(0, 4000);
    await expectRefusal(file('set.tar.gz', gzipSync(cut)), 'data.archive-cut');
    await expectRefusal(file('set.tar', cut), 'data.archive-cut');
    await expectRefusal(archive([{ name: 'readme.txt', content: Buffer.from('hi') }]), 'data.not-recognised');
  });
});

describe('wrong CIFAR content', () => {
  const withTrain = (bytes: Uint8Array) =>
    writeFiles(join(root, 'cifar'), { ...cifar100Files(), 'train.bin': bytes });

  it('B20 refuses a file with a byte too many or too few, and a set that lacks one record', async () => {
    const { 'train.bin': train } = cifar100Files();
    await expectRefusal(withTrain(train.subarray(1)), 'data.cifar-odd-size', { record: 3074, rest: 3073 });
    await expectRefusal(withTrain(Buffer.concat([train, Buffer.of(0)])), 'data.cifar-odd-size', { rest: 1 });
  });

  it('B20 refuses a test file that lacks one of 10,000 records, but takes one that lacks many', async () => {
    const { 'test.bin': hundred } = cifar100Files();
    const whole = Buffer.concat(Array.from({ length: 100 }, () => hundred));
    const folder = writeFiles(join(root, 'nearly'), { 'train.bin': whole, 'test.bin': whole.subarray(3074) });
    await expectRefusal(folder, 'data.nearly-complete', { half: 'test', found: 9999, expected: 10_000 });
    writeFileSync(join(folder, 'test.bin'), hundred);
    expect(await importDataset(folder, home())).toMatchObject({ testCount: 100, origin: 'unofficial' });
  });

  it.each([100, 255])('B21 refuses the class %i', (label) =>
    expectRefusal(
      withTrain(Buffer.concat([cifar100Files()['train.bin'], cifar100Record(label, 0)])),
      'data.bad-label',
      {
        found: label,
        index: 200,
        most: 99,
      },
    ),
  );

  it('B22 refuses the superclass 20', () =>
    expectRefusal(
      withTrain(Buffer.concat([cifar100Files()['train.bin'], cifar100Record(3, 20)])),
      'data.bad-superclass',
      {
        found: 20,
        most: 19,
      },
    ));

  it('B23 refuses a class in the wrong superclass', () =>
    expectRefusal(
      withTrain(Buffer.concat([cifar100Files()['train.bin'], cifar100Record(0, 5)])),
      'data.wrong-superclass',
      {
        found: 5,
        expected: 4,
        className: 'apple',
      },
    ));

  it('B24 names CIFAR-10 records under the name of CIFAR-100, and never runs a pickle', async () => {
    const record = Buffer.concat([Buffer.of(7), Buffer.alloc(3072)]);
    const ten = Buffer.concat(Array.from({ length: 200 }, () => record));
    await expectRefusal(withTrain(ten), 'data.cifar-odd-size', { dataset: 'CIFAR-100' });
    const evil = Buffer.from('\x80\x02cos\nsystem\nU\x04true\x85R.', 'latin1');
    const folder = writeFiles(join(root, 'python'), { train: evil, test: evil });
    await expectRefusal(folder, 'data.pickle-refused', { found: 'os system' });
  });

  it('B31 refuses training and test files that were swapped', () => {
    const { 'train.bin': train, 'test.bin': test } = cifar100Files();
    return expectRefusal(
      writeFiles(join(root, 'cifar'), { 'train.bin': test, 'test.bin': train }),
      'data.swapped',
      {
        train: 100,
        test: 200,
      },
    );
  });

  it('refuses class names that are no names, and a class without pictures whose superclass nobody knows', async () => {
    const lines = (count: number) =>
      Buffer.from(Array.from({ length: count }, (_, index) => `kind-${index}\n`).join(''));
    const twice = { 'fine_label_names.txt': Buffer.from('a\nb\na\n') };
    await expectRefusal(writeFiles(join(root, 'cifar'), { ...cifar100Files(), ...twice }), 'data.bad-names');
    const more = { 'fine_label_names.txt': lines(101) };
    await expectRefusal(
      writeFiles(join(root, 'cifar'), { ...cifar100Files(), ...more }),
      'data.unknown-superclass',
      {
        className: 'kind-100',
      },
    );
  });

  it('asks which set is meant when a folder holds two', async () => {
    const around = join(root, 'around');
    writeFiles(join(around, 'a'), cifar100Files());
    writeFiles(join(around, 'b'), cifar100Files());
    await expectRefusal(around, 'data.ambiguous', { first: 'a/test.bin', second: 'b/test.bin' });
    const mixed = writeFiles(join(root, 'mixed'), { ...cifar100Files(), ...idxSet() });
    await expectRefusal(mixed, 'data.ambiguous');
  });

  it('refuses a set without its test file, and two forms in one folder', async () => {
    const { 'train.bin': train } = cifar100Files();
    const folder = writeFiles(join(root, 'cifar'), { 'train.bin': train });
    await expectRefusal(folder, 'data.missing-member', { file: 'test.bin' });
    writeFileSync(join(folder, 'test_batch.bin'), train);
    await expectRefusal(folder, 'data.mixed-formats');
  });
});

describe('wrong IDX content', () => {
  it('B25 names the wrong byte order', () => {
    const swapped = idxSet()['train-images-idx3-ubyte'];
    swapped.subarray(0, 4).reverse();
    return expectRefusal(idxFolder({ 'train-images-idx3-ubyte': swapped }), 'data.idx-byte-order');
  });

  it('B26 refuses a count of 2^32 - 1', () =>
    expectRefusal(
      idxFolder({ 'train-images-idx3-ubyte': idx([2 ** 32 - 1, 28, 28], Buffer.alloc(784)) }),
      'data.idx-bad-size',
      {
        found: '4294967295 × 28 × 28',
      },
    ));

  it('B27 refuses images without rows', () =>
    expectRefusal(
      idxFolder({ 'train-images-idx3-ubyte': idx([30, 0, 28], Buffer.alloc(0)) }),
      'data.idx-bad-size',
    ));

  it('B28 refuses different numbers of images and labels', () =>
    expectRefusal(
      idxFolder({ 'train-labels-idx1-ubyte': idx([29], Buffer.alloc(29)) }),
      'data.counts-differ',
      {
        images: 30,
        labels: 29,
      },
    ));

  it('B29 refuses the label 10', () => {
    const labels = Uint8Array.from({ length: 30 }, (_, index) => (index === 17 ? 11 : index % 10));
    return expectRefusal(idxFolder({ 'train-labels-idx1-ubyte': idx([30], labels) }), 'data.bad-label', {
      index: 17,
      found: 11,
      most: 9,
    });
  });

  it('B29 refuses the label 10 in a copy of MNIST and in test labels', async () => {
    const first = [5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7];
    const labels = Uint8Array.from({ length: 30 }, (_, index) => first[index] ?? 10);
    await expectRefusal(idxFolder({ 'train-labels-idx1-ubyte': idx([30], labels) }), 'data.bad-label', {
      index: 16,
      found: 10,
    });
    rmSync(join(root, 'letters'), { recursive: true });
    await expectRefusal(
      idxFolder({ 't10k-labels-idx1-ubyte': idx([20], new Uint8Array(20).fill(10)) }),
      'data.bad-label',
      {
        file: 't10k-labels-idx1-ubyte',
      },
    );
  });

  it('B30 refuses floating-point elements', () =>
    expectRefusal(
      idxFolder({ 'train-images-idx3-ubyte': idx([30, 1, 1], Buffer.alloc(120), 0x0d) }),
      'data.idx-type',
      {
        found: '0x0d',
      },
    ));

  it('B31 refuses training and test files that were swapped', () => {
    const set = idxSet();
    const [trainImages, trainLabels, testImages, testLabels] = idxNames;
    const swapped = {
      [trainImages]: set[testImages],
      [trainLabels]: set[testLabels],
      [testImages]: set[trainImages],
      [testLabels]: set[trainLabels],
    };
    return expectRefusal(writeFiles(join(root, 'letters'), swapped), 'data.swapped', { train: 20, test: 30 });
  });

  it('refuses images in the place of labels, other files, and a set with a file missing', async () => {
    const set = idxSet();
    await expectRefusal(
      idxFolder({ 'train-labels-idx1-ubyte': set['train-images-idx3-ubyte'] }),
      'data.idx-axes',
      { found: 3, expected: 1 },
    );
    await expectRefusal(
      idxFolder({ 'train-labels-idx1-ubyte': Buffer.from('%PDF-1.7 and so on') }),
      'data.idx-wrong-magic',
    );
    await expectRefusal(
      idxFolder({ 'train-labels-idx1-ubyte': set['train-labels-idx1-ubyte'].subarray(0, 20) }),
      'data.idx-wrong-length',
    );
    rmSync(join(root, 'letters', 't10k-labels-idx1-ubyte'));
    await expectRefusal(join(root, 'letters'), 'data.missing-member', { file: 't10k-labels-idx1-ubyte.gz' });
  });

  it('refuses training and test images of different sizes', () =>
    expectRefusal(
      idxFolder({ 't10k-images-idx3-ubyte': idx([20, 3, 4], Buffer.alloc(240)) }),
      'data.sizes-differ',
      {
        train: '4 × 3',
        test: '3 × 4',
      },
    ));

  it('B32 imports Fashion-MNIST under MNIST’s file names as what it is', async () => {
    const first = [9, 0, 0, 3, 0, 2, 7, 2, 5, 5, 0, 9, 5, 5, 7, 9];
    const labels = Uint8Array.from({ length: 30 }, (_, index) => first[index] ?? 1);
    const info = await importDataset(idxFolder({ 'train-labels-idx1-ubyte': idx([30], labels) }), home());
    expect(info).toMatchObject({ id: 'fashion-mnist', title: 'Fashion-MNIST', origin: 'unofficial' });
    expect(basename(join(home(), info.id))).toBe('fashion-mnist');
  });
});

it('leaves the other sets usable after a refusal', async () => {
  await importDataset(idxFolder({}), home(), { id: 'letters' });
  await expect(importDataset(file('x.tar.gz', Buffer.of(1)), home())).rejects.toThrow(LabError);
  expect((await listDatasets(home())).at(-1)).toMatchObject({ id: 'letters', state: 'ready' });
  expect(existsSync(join(home(), 'letters', 'dataset.json'))).toBe(true);
});

/** A gzip file of some first bytes and 10 GiB of zeros. */
function gzipBomb(first: Uint8Array = Buffer.alloc(0)): Buffer {
  return repeatedGzip(first, Buffer.alloc(64 * 1024 ** 2), 160);
}

/** A gzip file of some first bytes and a block that comes many times but is compressed once. */
function repeatedGzip(first: Uint8Array, block: Uint8Array, times: number): Buffer {
  const flushed = { finishFlush: constants.Z_FULL_FLUSH };
  const repeated = deflateRawSync(block, flushed);
  const header = Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3);
  const lastBlock = Buffer.of(3, 0);
  const blocks = Array.from({ length: times }, () => repeated);
  return Buffer.concat([header, deflateRawSync(first, flushed), ...blocks, lastBlock, Buffer.alloc(8)]);
}
