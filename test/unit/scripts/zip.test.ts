import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listZip, placeBelow, unpackEntry } from '../../../scripts/setup/zip.mjs';
import { makeZip, type TestEntry } from './zip-archive.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-zip-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const long = 'libtensorflow '.repeat(100_000);

async function unpackOnly(entry: TestEntry, options: { isLong?: boolean } = {}): Promise<string> {
  const archive = archiveOf([{ name: 'before.txt', content: 'before' }, entry], options);
  const found = (await listZip(archive)).find(({ name }) => name === entry.name);
  if (!found) throw new Error(`${entry.name} is not listed`);
  await unpackEntry(archive, found, join(folder, 'out'));
  return join(folder, 'out');
}

function archiveOf(entries: readonly TestEntry[], options: { isLong?: boolean } = {}): string {
  const path = join(folder, 'archive.zip');
  writeFileSync(path, makeZip(entries, options));
  return path;
}

describe('the ZIP reader', () => {
  it('unpacks a compressed member, byte for byte', async () => {
    const path = await unpackOnly({ name: 'lib/a.so', content: long });
    expect(readFileSync(path, 'utf8')).toBe(long);
  });

  it('unpacks a stored and an empty member', async () => {
    expect(readFileSync(await unpackOnly({ name: 'a', content: 'as it is', isStored: true }), 'utf8')).toBe(
      'as it is',
    );
    expect(readFileSync(await unpackOnly({ name: 'b', content: '', isStored: true }), 'utf8')).toBe('');
  });

  it('reads an archive with 64-bit sizes', async () => {
    const path = await unpackOnly({ name: 'lib/a.so', content: long, isLong: true }, { isLong: true });
    expect(readFileSync(path, 'utf8')).toBe(long);
  });

  it('keeps permissions and symbolic links', async () => {
    expect(statSync(await unpackOnly({ name: 'run', content: '#!', mode: 0o100755 })).mode & 0o777).toBe(
      0o755,
    );
    rmSync(join(folder, 'out'));
    expect(readlinkSync(await unpackOnly({ name: 'link', content: 'run', mode: 0o120777 }))).toBe('run');
  });

  it('reports what it has unpacked', async () => {
    const archive = archiveOf([{ name: 'a', content: long }]);
    const [entry] = await listZip(archive);
    let done = 0;
    if (entry) await unpackEntry(archive, entry, join(folder, 'out'), (bytes) => (done += bytes));
    expect(done).toBe(long.length);
  });

  it('refuses a file that is no archive or was cut off', async () => {
    const whole = makeZip([{ name: 'a', content: long }]);
    for (const bytes of [Buffer.from('not a zip'), whole.subarray(0, whole.length / 2), Buffer.alloc(0)]) {
      const path = join(folder, 'broken.zip');
      writeFileSync(path, bytes);
      await expect(listZip(path)).rejects.toThrow(/ZIP archive/);
    }
  });

  it('refuses a member whose size is not what the archive says', async () => {
    const archive = archiveOf([{ name: 'a', content: long }]);
    const [entry] = await listZip(archive);
    if (!entry) throw new Error('nothing listed');
    for (const sizeBytes of [long.length - 1, long.length + 1]) {
      await expect(unpackEntry(archive, { ...entry, sizeBytes }, join(folder, 'out'))).rejects.toThrow(/a /);
    }
  });

  it('refuses a member packed in a way it does not know', async () => {
    const archive = archiveOf([{ name: 'a', content: long }]);
    const [entry] = await listZip(archive);
    if (!entry) throw new Error('nothing listed');
    await expect(unpackEntry(archive, { ...entry, method: 93 }, join(folder, 'out'))).rejects.toThrow(
      'method 93',
    );
  });

  it('never leaves its folder', () => {
    expect(placeBelow(folder, 'lib/a.so')).toBe(join(folder, 'lib', 'a.so'));
    for (const name of ['../a', 'lib/../../a', '..', 'a\0b']) {
      expect(() => placeBelow(folder, name)).toThrow('outside its folder');
    }
  });
});
