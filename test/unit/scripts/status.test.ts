import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { phrases } from '../../../scripts/setup/phrases.mjs';
import { problemOf, problems, SetupProblem } from '../../../scripts/setup/problems.mjs';
import { hasItsFiles, keep, missingPart, readStatus, writeStatus } from '../../../scripts/setup/status.mjs';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-status-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const spoken = [
  ...Object.entries(phrases),
  ...Object.entries(problems).flatMap(([code, { message, ...rest }]) => [
    [code, message] as const,
    ...('hint' in rest ? [[`${code} (hint)`, rest.hint] as const] : []),
  ]),
];

describe('the words of set-up', () => {
  it.each(spoken)('say the same values in both languages: %s', (_name, { en, ja }) => {
    expect(en).not.toBe('');
    expect(placeholders(ja)).toEqual(placeholders(en));
  });

  it('carry the details of what is missing', () => {
    const details = { folder: '/cache', free: 10, needed: 1200 };
    const part = missingPart(new SetupProblem('disk-full', details), 5);
    expect(part).toMatchObject({ state: 'missing', reason: 'disk-full', details, durationMs: 5 });
    expect(part.message.en).toBe('The disk of /cache has 10 MB free; 1200 MB are needed.');
    expect(part.message.ja).toContain('1200 MB 必要');
  });
});

describe('an error of the system', () => {
  const systemError = (code: string): Error => Object.assign(new Error(code), { code });

  it('keeps its meaning: a full disk, a folder that cannot be written', () => {
    expect(problemOf(systemError('ENOSPC'), folder).code).toBe('disk-filled');
    expect(problemOf(systemError('EROFS'), folder).code).toBe('not-writable');
  });

  it('that nobody expected is shown as it is', () => {
    const problem = problemOf(new TypeError('x is not a function'), folder);
    expect(problem.code).toBe('unexpected');
    expect(problem.message).toContain('x is not a function');
  });
});

describe('the result of set-up', () => {
  it('is read as it was written', () => {
    const file = join(folder, 'deep', 'setup.json');
    const parts = { tensorflow: missingPart(new SetupProblem('musl'), 1) };
    const status = { format: 1, key: 'k', finishedAt: '2026-11-23T00:00:00.000Z', parts } as const;
    writeStatus(status, file);
    expect(readStatus(file)).toEqual(status);
  });

  it('counts as absent where it is missing, damaged or of another format', () => {
    const file = join(folder, 'setup.json');
    expect(readStatus(file)).toBeNull();
    writeFileSync(file, '{"format": 1, "par');
    expect(readStatus(file)).toBeNull();
    writeFileSync(file, '{"format": 2}');
    expect(readStatus(file)).toBeNull();
  });

  it('holds only as long as every file is there with its size', () => {
    const library = join(folder, 'libtensorflow.so');
    writeFileSync(library, 'library');
    const part = { ...missingPart(new SetupProblem('musl'), 1), files: keep([library]) };
    expect(hasItsFiles(part)).toBe(true);
    writeFileSync(library, 'half');
    expect(hasItsFiles(part)).toBe(false);
    rmSync(library);
    expect(hasItsFiles(part)).toBe(false);
  });
});
