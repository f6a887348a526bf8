import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importDataset } from '../../../../src/main/datasets/import.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';
import { randomStream, type RandomStream } from '../../../../src/shared/random.ts';
import { cifar100Record, entriesOf, idxSet, tar, writeFiles } from './dataset-files.ts';

const mutationsPerFormat = 150;

let root: string;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'tatami-mutations-'))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Changes, cuts, removes, repeats or inserts some bytes. */
function mutate(bytes: Buffer, stream: RandomStream): Buffer {
  const at = stream.below(bytes.length);
  const length = 1 + stream.below(stream.below(2) === 0 ? 4 : 600);
  const noise = Buffer.from(Uint8Array.from({ length }, () => stream.below(256)));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + length)];
  switch (stream.below(5)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, bytes.subarray(at, at + length), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([before, noise, bytes.subarray(at)]);
    default:
      return Buffer.concat([before, noise, after]);
  }
}

const records = {
  'train.bin': Buffer.concat([cifar100Record(1), cifar100Record(2)]),
  'test.bin': cifar100Record(3),
};
const idxImages = idxSet()['train-images-idx3-ubyte'];

it.each<[string, Buffer, (bytes: Buffer, folder: string) => string]>([
  [
    'a tar.gz',
    gzipSync(tar(entriesOf(records))),
    (bytes, at) => join(writeFiles(at, { 'a.tar.gz': bytes }), 'a.tar.gz'),
  ],
  ['a tar', tar(entriesOf(records)), (bytes, at) => join(writeFiles(at, { 'a.tar': bytes }), 'a.tar')],
  ['records', records['train.bin'], (bytes, at) => writeFiles(at, { ...records, 'train.bin': bytes })],
  [
    'an IDX file',
    idxImages,
    (bytes, at) => writeFiles(at, { ...idxSet(), 'train-images-idx3-ubyte': bytes }),
  ],
  [
    'a gzip IDX file',
    gzipSync(idxImages),
    (bytes, at) => writeFiles(at, { ...idxSet(), 'train-images-idx3-ubyte': bytes }),
  ],
])('answers every mutation of %s with a set or a named error', async (name, sound, write) => {
  for (let round = 0; round < mutationsPerFormat; round++) {
    const stream = randomStream(round, name);
    const source = write(mutate(sound, stream), join(root, `${name}-${round}`));
    const home = join(root, 'home');
    const outcome: unknown = await importDataset(source, home, { id: 'set' }).catch(
      (error: unknown) => error,
    );
    if (outcome instanceof Error) expect(outcome, `round ${round}`).toBeInstanceOf(LabError);
    rmSync(home, { recursive: true, force: true });
  }
});
