import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileHandles } from '../../../../src/main/shell/file-handles.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';

const webModel = fileURLToPath(new URL('../../../golden/data/imports/web-model', import.meta.url));

describe('the handle of a dropped file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tatami-handles-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('tells the page the bare name alone, and leads back to the path', () => {
    const files = new FileHandles();
    const path = join(folder, '写真.json');
    writeFileSync(path, '{}');
    const { handle, ...facts } = files.issue(path);
    expect(facts).toEqual({ name: '写真.json' });
    expect(files.path(handle)).toBe(path);
    expect(() => new FileHandles().path(handle)).toThrow(LabError);
  });

  it('says of a folder whether it is that of a TensorFlow.js model', () => {
    const files = new FileHandles();
    mkdirSync(join(folder, 'pictures', 'cats'), { recursive: true });
    expect(files.issue(webModel)).toMatchObject({ name: 'web-model', isModelFolder: true });
    expect(files.issue(join(folder, 'pictures'))).not.toHaveProperty('isModelFolder');
    expect(files.issue(join(folder, 'gone'))).not.toHaveProperty('isModelFolder');
    expect(files.issue(join(webModel, 'model.json'))).not.toHaveProperty('isModelFolder');
  });
});
