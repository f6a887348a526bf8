import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileHandles } from '../../../../src/main/shell/file-handles.ts';
import { readDocumentFile } from '../../../../src/main/shell/user-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-user-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

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
