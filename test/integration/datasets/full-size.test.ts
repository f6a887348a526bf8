import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cifar100Taxonomy } from '../../../src/main/datasets/cifar/taxonomies.ts';
import { randomStream } from '../../../src/shared/random.ts';

const counts = { 'train.bin': 50_000, 'test.bin': 10_000 };
const contentBytes = 60_000 * 3072;
const recordBytes = 3074;

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tatami-full-size-'));
  const archive = pack();
  for (const [name, count] of Object.entries(counts))
    archive.entry({ name: `cifar-100-binary/${name}` }, records(count));
  archive.finalize();
  const chunks = Readable.from(archive);
  await pipeline(chunks, createGzip({ level: 1 }), createWriteStream(join(root, 'cifar-100.tar.gz')));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Records with the right labels and noise that compresses about as well as pictures. */
function records(count: number): Buffer {
  const stream = randomStream(count, 'full-size');
  const noise = Buffer.alloc(1 << 20);
  for (let place = 0; place < noise.length; place++) noise[place] = stream.below(64);
  const bytes = Buffer.alloc(count * recordBytes);
  for (let start = 0; start < bytes.length; start += noise.length) noise.copy(bytes, start);
  for (let index = 0; index < count; index++) {
    const label = index % 100;
    bytes[index * recordBytes] = cifar100Taxonomy.superclassOf![label]!;
    bytes[index * recordBytes + 1] = label;
  }
  return bytes;
}

interface Measured {
  readonly durationMs: number;
  readonly grownBytes: number;
  readonly sha256: string;
  readonly trainCount: number;
}

function measure(work: 'import' | 'open', subject: string): Measured {
  const script = join(import.meta.dirname, 'measure.ts');
  const output = execFileSync(process.execPath, [script, work, join(root, 'home'), subject], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as Measured;
}

describe('CIFAR-100 in full size', () => {
  it('is imported and opened in seconds and in at most 1.3 times its size', () => {
    const imported = measure('import', join(root, 'cifar-100.tar.gz'));
    const opened = measure('open', 'cifar-100');
    expect(opened).toMatchObject({ sha256: imported.sha256, trainCount: 50_000 });
    expect(opened.durationMs).toBeLessThan(5000);
    expect(imported.durationMs).toBeLessThan(20_000);
    expect(opened.grownBytes / contentBytes).toBeLessThan(1.3);
    expect(imported.grownBytes / contentBytes).toBeLessThan(1.3);
  });
});
