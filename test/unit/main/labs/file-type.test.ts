import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { registerFileType, unregisterFileType } from '../../../../src/main/labs/file-type.ts';

const dataHome = mkdtempSync(join(tmpdir(), 'tatami-desktop-'));
const desktop = {
  ...{ platform: 'linux' as const, dataHome, node: '/opt/node 24/node' },
  launcher: '/home/学生/100 % "tatami"/bin/tatami.mjs',
};
const entry = join(dataHome, 'applications', 'tatami.desktop');
const types = join(dataHome, 'mime', 'packages', 'tatami.xml');

afterAll(() => rmSync(dataHome, { recursive: true, force: true }));

describe('the file type of .tatami', () => {
  it('starts Tatami with the file, from any folder', async () => {
    expect(await registerFileType(desktop)).toEqual([entry, types]);
    const lines = readFileSync(entry, 'utf8').split('\n');
    const command = String.raw`Exec="/opt/node 24/node" "/home/学生/100 %% \\"tatami\\"/bin/tatami.mjs" start %f`;
    expect(lines).toContain(command);
    expect(lines).toContain('MimeType=application/x-tatami;');
    expect(readFileSync(types, 'utf8')).toContain('<glob pattern="*.tatami"/>');
  });

  it('is registered again over itself, and removed without a trace', async () => {
    await registerFileType(desktop);
    expect(await unregisterFileType(desktop)).toEqual([entry, types]);
    expect([entry, types].some((path) => existsSync(path))).toBe(false);
    expect(await unregisterFileType(desktop)).toEqual([]);
  });

  it('is refused in words on other systems', async () => {
    const elsewhere = { ...desktop, platform: 'win32' as const };
    await expect(registerFileType(elsewhere)).rejects.toMatchObject({ code: 'command.not-on-this-system' });
  });
});
