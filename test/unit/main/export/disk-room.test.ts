import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRoom } from '../../../../src/main/export/disk-room.ts';
import { writeFile, writeFolder, writeWhole } from '../../../../src/main/export/folder.ts';

const disk = mkdtempSync(join(tmpdir(), 'tatami-small-disk-'));
let isMounted = false;
beforeAll(() => {
  isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]).status === 0;
});
afterAll(() => {
  if (isMounted) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe('a disk that is full', () => {
  it('is found before anything is written, with what is needed and what is free', async () => {
    const check = checkRoom(disk, 5_000_000, () => Promise.resolve(1_234_567));
    await expect(check).rejects.toMatchObject({
      code: 'export.disk-full',
      details: { needed: '5.0 MB', free: '1.2 MB', neededBytes: 5_000_000, freeBytes: 1_234_567 },
    });
  });

  it('is no hindrance where the system does not say how full it is', async () => {
    await expect(checkRoom(disk, 5_000_000, () => Promise.resolve(null))).resolves.toBeUndefined();
  });

  it('leaves nothing half written, and what was there before as it was', async ({ skip }) => {
    skip(!isMounted, 'no small disk can be mounted here (only the administrator can)');
    const pieces = [new Uint8Array(400_000)];
    writeFileSync(join(disk, 'run.json'), 'old');
    for (const isForced of [true, false]) {
      const path = join(disk, isForced ? 'run.json' : 'other.json');
      const refused = { code: 'export.disk-full', details: { neededBytes: 400_000 } };
      await expect(writeFile(path, [{ name: '', pieces }], isForced)).rejects.toMatchObject(refused);
      await expect(writeFolder(join(disk, 'out'), [{ name: 'a', pieces }], false)).rejects.toMatchObject(
        refused,
      );
    }
    expect(readdirSync(disk)).toEqual(['run.json']);
  });

  it('leaves nothing half written either when it fills up in the middle', async ({ skip }) => {
    skip(!isMounted, 'no small disk can be mounted here (only the administrator can)');
    const wish = { shape: 'file', isForced: false, neededBytes: 0 } as const;
    const filling = writeWhole(join(disk, 'grows.bin'), wish, async (draft) => {
      const { writeFile: write } = await import('node:fs/promises');
      await write(draft, new Uint8Array(400_000));
    });
    await expect(filling).rejects.toMatchObject({ code: 'export.disk-full' });
    expect(readdirSync(disk)).toEqual(['run.json']);
  });
});
