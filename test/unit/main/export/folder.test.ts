import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFolder } from '../../../../src/main/export/folder.ts';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'tatami-folder-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const files = [
  { name: 'a.txt', pieces: ['one ', Buffer.from('two')] },
  { name: 'b.bin', pieces: [Uint8Array.of(0, 255)] },
];

describe('an exported folder', () => {
  it('holds every file, and nothing is left beside it', async () => {
    const target = await writeFolder(join(home, 'new', 'out'), files, false);
    expect(readdirSync(target)).toEqual(['a.txt', 'b.bin']);
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('one two');
    expect(readdirSync(join(home, 'new'))).toEqual(['out']);
  });

  it('does not replace what is there, whatever it is', async () => {
    const target = join(home, 'out');
    writeFileSync(target, 'mine');
    await expect(writeFolder(target, files, false)).rejects.toMatchObject({ code: 'export.exists' });
    expect(readFileSync(target, 'utf8')).toBe('mine');
    expect(readdirSync(home)).toEqual(['out']);
  });

  it('replaces it when told to', async () => {
    const target = join(home, 'out');
    mkdirSync(target);
    writeFileSync(join(target, 'old.txt'), 'old');
    await writeFolder(target, files, true);
    expect(readdirSync(target)).toEqual(['a.txt', 'b.bin']);
    expect(readdirSync(home)).toEqual(['out']);
  });

  it('leaves the old folder whole and no half one when writing fails', async () => {
    const target = join(home, 'out');
    mkdirSync(target);
    writeFileSync(join(target, 'old.txt'), 'old');
    const failing = [...files, { name: 'no/such/folder.txt', pieces: ['x'] }];
    await expect(writeFolder(target, failing, true)).rejects.toMatchObject({
      code: 'export.cannot-write',
      details: { reason: 'ENOENT' },
    });
    expect(readdirSync(home)).toEqual(['out']);
    expect(readdirSync(target)).toEqual(['old.txt']);
    await expect(writeFolder(join(home, 'other'), failing, false)).rejects.toThrow();
    expect(existsSync(join(home, 'other'))).toBe(false);
  });
});
