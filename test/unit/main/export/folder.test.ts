import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftPath } from '../../../../src/main/export/drafts.ts';
import { writeFile, writeFolder } from '../../../../src/main/export/folder.ts';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'tatami-folder-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const files = [
  { name: 'a.txt', pieces: ['one ', Buffer.from('two')] },
  { name: 'b.bin', pieces: [Uint8Array.of(0, 255)] },
];
const text = [{ name: '', pieces: ['new'] }];

describe('an exported folder', () => {
  it('holds every file, and nothing is left beside it', async () => {
    const target = await writeFolder(join(home, 'new', 'out'), files, false);
    expect(readdirSync(target)).toEqual(['a.txt', 'b.bin']);
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('one two');
    expect(readdirSync(join(home, 'new'))).toEqual(['out']);
  });

  it('may have folders in it', async () => {
    const target = await writeFolder(join(home, 'out'), [{ name: 'x/y/z.txt', pieces: ['z'] }], false);
    expect(readFileSync(join(target, 'x', 'y', 'z.txt'), 'utf8')).toBe('z');
  });

  it('does not replace what is there, whatever it is', async () => {
    const target = join(home, 'out');
    writeFileSync(target, 'mine');
    await expect(writeFolder(target, files, false)).rejects.toMatchObject({ code: 'export.exists' });
    await expect(writeFolder(target, files, true)).rejects.toMatchObject({ code: 'export.is-no-folder' });
    expect(readFileSync(target, 'utf8')).toBe('mine');
    expect(readdirSync(home)).toEqual(['out']);
  });

  it('replaces an older one when told to', async () => {
    const target = join(home, 'out');
    mkdirSync(target);
    writeFileSync(join(target, 'a.txt'), 'old');
    await writeFolder(target, files, true);
    expect(readdirSync(target)).toEqual(['a.txt', 'b.bin']);
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('one two');
    expect(readdirSync(home)).toEqual(['out']);
  });

  it('never replaces a folder that holds something else', async () => {
    const target = join(home, 'out');
    mkdirSync(target);
    writeFileSync(join(target, 'thesis.txt'), 'mine');
    await expect(writeFolder(target, files, true)).rejects.toMatchObject({
      code: 'export.foreign-folder',
      details: { name: 'thesis.txt' },
    });
    expect(readdirSync(target)).toEqual(['thesis.txt']);
  });

  it('leaves the old folder whole and no half one when writing fails', async () => {
    const target = join(home, 'out');
    mkdirSync(target);
    writeFileSync(join(target, 'a.txt'), 'old');
    const failing = [...files, { name: 'a.txt/below-a-file', pieces: ['x'] }];
    await expect(writeFolder(target, failing, true)).rejects.toMatchObject({
      code: 'export.cannot-write',
      details: { reason: 'EEXIST' },
    });
    expect(readdirSync(home)).toEqual(['out']);
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('old');
    await expect(writeFolder(join(home, 'other'), failing, false)).rejects.toThrow();
    expect(existsSync(join(home, 'other'))).toBe(false);
  });
});

describe('an exported file', () => {
  it('takes its name when it is whole, over an older one when told to', async () => {
    const target = join(home, '実行 🍵 #1 %2e.json');
    await writeFile(target, text, false);
    await expect(writeFile(target, text, false)).rejects.toMatchObject({ code: 'export.exists' });
    await writeFile(target, [{ name: '', pieces: ['newer'] }], true);
    expect(readFileSync(target, 'utf8')).toBe('newer');
    expect(readdirSync(home)).toEqual(['実行 🍵 #1 %2e.json']);
  });

  it('may have the longest name that a file system takes', async () => {
    const target = join(home, `${'畳'.repeat(84)}.h5`);
    await writeFile(target, text, false);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  it.each([
    ['CON', 'export.device-name'],
    ['aux.json', 'export.device-name'],
    ['com1/run.json', 'export.device-name'],
    ['run.', 'export.bad-name'],
    ['run ', 'export.bad-name'],
    ['run\n', 'export.bad-name'],
    ['畳'.repeat(86), 'export.name-too-long'],
  ])('is refused under a name that not every system takes: %j', async (name, code) => {
    await expect(writeFile(join(home, name), text, true)).rejects.toMatchObject({ code });
    expect(readdirSync(home)).toEqual([]);
  });

  it('never goes through a link, nor in its place', async () => {
    writeFileSync(join(home, 'mine'), 'mine');
    for (const [name, aim] of [
      ['link', 'mine'],
      ['dangling', 'nothing'],
    ] as const) {
      symlinkSync(join(home, aim), join(home, name));
      await expect(writeFile(join(home, name), text, true)).rejects.toMatchObject({ code: 'export.is-link' });
    }
    expect(readFileSync(join(home, 'link'), 'utf8')).toBe('mine');
    expect(readdirSync(home).sort()).toEqual(['dangling', 'link', 'mine']);
  });

  it('never replaces a folder or a pipe', async ({ skip }) => {
    mkdirSync(join(home, 'folder'));
    await expect(writeFile(join(home, 'folder'), text, true)).rejects.toMatchObject({
      code: 'export.is-folder',
    });
    skip(spawnSync('mkfifo', [join(home, 'pipe')]).status !== 0, 'no pipes can be made here');
    await expect(writeFile(join(home, 'pipe'), text, true)).rejects.toMatchObject({
      code: 'export.is-no-file',
    });
  });
});

describe('what a dead writer left', () => {
  /** A name as a process has it that is no more: the highest number that Linux gives. */
  const dead = (path: string): string => path.replace(`-${process.pid}-`, '-4194304-');

  it('is removed by the next one that writes there; the draft of a living one stays', async () => {
    const target = join(home, 'out.json');
    const living = draftPath(target);
    writeFileSync(living, 'half');
    writeFileSync(dead(draftPath(target)), 'half');
    mkdirSync(dead(draftPath(join(home, 'other'))));
    writeFileSync(join(home, '.tatami-mine.tmp'), 'not ours');
    await writeFile(target, text, false);
    const left = readdirSync(home).sort();
    expect(left).toEqual(['.tatami-mine.tmp', living.slice(home.length + 1), 'out.json'].sort());
  });

  it('is brought back where a folder had stepped aside and its successor never came', async () => {
    const target = join(home, 'out');
    const old = dead(draftPath(target, 'old'));
    mkdirSync(old);
    writeFileSync(join(old, 'a.txt'), 'old');
    await expect(writeFolder(target, files, false)).rejects.toMatchObject({ code: 'export.exists' });
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('old');
    expect(readdirSync(home)).toEqual(['out']);
  });
});
