import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readJsonFile, replaceFile } from '../../../../src/main/labs/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that the user names', () => {
  it('is written whole, over an older one, and leaves no draft', async () => {
    const path = join(folder, 'out.csv');
    writeFileSync(path, 'an older and longer text');
    expect(await replaceFile(path, 'new')).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('that cannot be written is an error with the reason, and nothing is left', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(join(taken, 'inside'), { recursive: true });
    await expect(replaceFile(taken, 'text')).rejects.toMatchObject({ code: 'export.is-folder' });
    await expect(replaceFile(join(folder, 'out.csv', 'in-a-file'), 'x')).rejects.toMatchObject({
      code: 'export.cannot-write',
    });
    expect(readdirSync(folder).sort()).toEqual(['out.csv', 'taken']);
    expect(readdirSync(taken)).toEqual(['inside']);
  });

  it('is read as JSON, or refused in words', async () => {
    const path = join(folder, 'in.json');
    writeFileSync(path, '\ufeff{"a": [1]}');
    expect(await readJsonFile(path, 100)).toEqual({ a: [1] });
    await expect(readJsonFile(path, 5)).rejects.toMatchObject({ code: 'command.file-too-large' });
    await expect(readJsonFile(folder, 5)).rejects.toMatchObject({ code: 'command.not-a-file' });
    await expect(readJsonFile(join(folder, 'none'), 5)).rejects.toMatchObject({
      code: 'command.unreadable-file',
    });
    writeFileSync(path, '{');
    await expect(readJsonFile(path, 100)).rejects.toMatchObject({ code: 'command.bad-json' });
  });
});
