import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFile, writeFolder } from '../../../src/main/export/folder.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-kill-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const kills = 50;

/** Whether a file is whole: its last 64 characters are the hash of all before them. */
function isWhole(path: string): boolean {
  const bytes = readFileSync(path);
  const seal = createHash('sha256').update(bytes.subarray(0, -64)).digest('hex');
  return bytes.length === 600_064 && bytes.subarray(-64).toString() === seal;
}

/** Lets a writer work for a while and kills it as a loss of power would. */
async function killWriter(delayMs: number): Promise<void> {
  const writer = fork(join(import.meta.dirname, 'endless-writer.ts'), [home], { execArgv: [] });
  await once(writer, 'message');
  await wait(delayMs);
  const gone = once(writer, 'exit');
  writer.kill('SIGKILL');
  await gone;
}

describe('a writer that is killed fifty times at any moment', { timeout: 300_000 }, () => {
  it('leaves never a half file or folder under the final name, and its drafts go with the next export', async () => {
    let drafts = 0;
    let absent = 0;
    for (let kill = 0; kill < kills; kill++) {
      await killWriter((kill * 7) % 50);
      const folder = join(home, 'folder');
      expect(isWhole(join(home, 'run.bin'))).toBe(true);
      if (existsSync(folder)) {
        expect(readdirSync(folder)).toEqual(['a', 'b', 'c']);
        for (const name of ['a', 'b', 'c']) expect(isWhole(join(folder, name))).toBe(true);
      } else absent++;
      const left = readdirSync(home).filter((name) => !['run.bin', 'folder'].includes(name));
      expect(left.length).toBeLessThanOrEqual(2);
      if (left.length > 0) drafts++;
    }
    console.log(
      `${kills} kills: ${drafts} left a draft, ${absent} fell between a folder's steps, none a half file`,
    );
    await writeFile(join(home, 'run.bin'), [{ name: '', pieces: ['last'] }], true);
    await writeFolder(join(home, 'folder'), [{ name: 'a', pieces: ['last'] }], true).catch(() => null);
    expect(readdirSync(home).sort()).toEqual(['folder', 'run.bin']);
  });
});
