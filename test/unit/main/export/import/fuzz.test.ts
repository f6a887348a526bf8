/** Thousands of damaged model files: each is read or refused by a catalogued error, in bounded time and memory. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readAnyFile, readModelFile } from '../../../../../src/main/export/import/read-model.ts';
import { unzip } from '../../../../../src/main/export/import/unzip.ts';
import { LabError } from '../../../../../src/shared/contract/errors.ts';
import { randomStream } from '../../../../../src/shared/random.ts';
import { makeZip } from '../../../../fixtures/zip-maker.ts';

/** Damaged copies of each file. */
const rounds = 350;

/** Milliseconds that one file may take, on a machine that is busy with other things. */
const limitMs = 5000;

const mostBytes = 400 * 1024 ** 2;

const golden = fileURLToPath(new URL('../../../../golden/data/imports', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tatami-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Random = ReturnType<typeof randomStream>;

const below = (random: Random, most: number): number => random.uint32() % most;

/** A copy with one to eight changed bytes, with a part missing or repeated, or cut off. */
function damaged(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  const kind = below(random, 10);
  const [from, to] = [below(random, copy.length), below(random, copy.length)].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  if (kind === 0) return copy.subarray(0, to);
  if (kind === 1) return Buffer.concat([copy.subarray(0, from), copy.subarray(to)]);
  if (kind === 2) return Buffer.concat([copy.subarray(0, to), copy.subarray(from)]);
  for (let changes = 1 + below(random, 8); changes > 0; changes--) {
    const values = [0, 1, 0x7f, 0x80, 0xff, random.uint32() & 0xff];
    copy[below(random, copy.length)] = values[below(random, values.length)] as number;
  }
  return copy;
}

/** Damages the weights inside an archive and packs it again, so that no checksum gives it away. */
function damagedInside(bytes: Buffer, random: Random): Buffer {
  const entries = [...unzip(bytes, 'a')];
  const chosen = below(random, entries.length);
  return makeZip(
    entries.map(([name, content], index) => ({
      name,
      bytes: index === chosen ? damaged(content, random) : content,
    })),
  );
}

describe('A damaged model file', () => {
  it.each([
    ['plain.keras', damaged],
    ['residual.keras', damagedInside],
    ['plain.h5', damaged],
    ['keras-2.h5', damaged],
    ['plain.weights.h5', damaged],
    ['newest.weights.h5', damaged],
    ['plain.npz', damaged],
    ['plain.npz', damagedInside],
    ['web-model.zip', damagedInside],
  ] as const)(`is refused or read, ${rounds} times: %s`, async (name, damage) => {
    const bytes = readFileSync(join(golden, name));
    const known = await readModelFile(join(golden, 'plain.keras'));
    const random = randomStream(13, `fuzz/${name}/${damage.name}`);
    const path = join(folder, name);
    const codes = new Map<string, number>();
    let slowestMs = 0;
    for (let round = 0; round < rounds; round++) {
      writeFileSync(path, damage(bytes, random));
      const begunMs = performance.now();
      const [result] = await Promise.allSettled([readAnyFile(path, known)]);
      slowestMs = Math.max(slowestMs, performance.now() - begunMs);
      const code = result.status === 'fulfilled' ? 'read' : codeOf(result.reason, round);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(slowestMs).toBeLessThan(limitMs);
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(mostBytes);
    expect(codes.size).toBeGreaterThan(1);
  });
});

function codeOf(error: unknown, round: number): string {
  if (error instanceof LabError) return error.code;
  throw new Error(`Round ${round} ended with something else.`, { cause: error });
}
