import {
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
import { FileHandles } from '../../../../src/main/shell/file-handles.ts';
import { safeFileName } from '../../../../src/main/shell/file-names.ts';
import { readDocumentFile, writeWhole } from '../../../../src/main/shell/user-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-user-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a file that is written for the user', () => {
  it('replaces the one before it', async () => {
    const path = join(folder, '実行 🍵.json');
    await writeWhole(path, bytes('one'));
    await writeWhole(path, bytes('two'));
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['実行 🍵.json']);
  });

  it('is whole or not there: what was in the way stays as it is, and nothing lies beside it', async () => {
    const path = join(folder, 'run.json');
    mkdirSync(join(path, 'in-the-way'), { recursive: true });
    await expect(writeWhole(path, bytes('x'))).rejects.toMatchObject({
      code: 'window.cannot-write',
      details: { name: 'run.json' },
    });
    expect(readdirSync(folder)).toEqual(['run.json']);
    expect(readdirSync(path)).toEqual(['in-the-way']);
  });

  it('needs a folder that is there', async () => {
    const path = join(folder, 'gone', 'run.json');
    await expect(writeWhole(path, bytes('x'))).rejects.toMatchObject({ details: { reason: 'ENOENT' } });
  });
});

describe('a document that is read for the user', () => {
  it('is answered as text', async () => {
    writeFileSync(join(folder, 'lab.json'), '{"名前": 1}');
    expect(await readDocumentFile(join(folder, 'lab.json'))).toBe('{"名前": 1}');
  });

  it('must be there, be a file, and be no larger than a document', async () => {
    const large = join(folder, 'large.json');
    writeFileSync(large, '');
    truncateSync(large, 4_000_001);
    await expect(readDocumentFile(join(folder, 'no.json'))).rejects.toMatchObject({
      code: 'window.cannot-read',
      details: { name: 'no.json', reason: 'ENOENT' },
    });
    await expect(readDocumentFile(folder)).rejects.toMatchObject({ code: 'window.cannot-read' });
    await expect(readDocumentFile(large)).rejects.toMatchObject({
      code: 'window.too-large',
      details: { sizeBytes: 4_000_001 },
    });
  });
});

describe('a handle', () => {
  it('stands for a path that the page does not learn', () => {
    const files = new FileHandles();
    const { handle, name } = files.issue(join(folder, 'secret', 'run.json'));
    expect(name).toBe('run.json');
    expect(handle).not.toContain('secret');
    expect(files.path(handle)).toBe(join(folder, 'secret', 'run.json'));
  });

  it('cannot be guessed, and is forgotten after a thousand others', () => {
    const files = new FileHandles();
    const first = files.issue('first');
    expect(() => files.path('made-up')).toThrow(expect.objectContaining({ code: 'window.unknown-file' }));
    for (let i = 0; i < 1000; i++) files.issue(`file ${i}`);
    expect(() => files.path(first.handle)).toThrow(expect.objectContaining({ code: 'window.unknown-file' }));
  });
});

describe('a name that the page suggests', () => {
  it.each([
    ['tatami-run.json', 'tatami-run.json'],
    ['混同行列 12.csv', '混同行列 12.csv'],
    ['/etc/passwd', '-etc-passwd'],
    ['..\\..\\run.json', '-..-run.json'],
    ['a:b*c?.png', 'a-b-c-.png'],
    ['CON.json', 'tatami-CON.json'],
    ['...', 'tatami-'],
    ['line\nbreak.svg', 'line-break.svg'],
  ])('leads nowhere else: %s', (suggested, name) => {
    expect(safeFileName(suggested)).toBe(name);
  });

  it('is no longer than a file system allows', () => {
    expect(safeFileName('x'.repeat(500))).toHaveLength(120);
  });
});
