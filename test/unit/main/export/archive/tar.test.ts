import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTar } from '../../../../../src/main/export/archive/tar-reader.ts';
import { createTar, mostMemberBytes } from '../../../../../src/main/export/archive/tar-writer.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-tar-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const members = [
  ['a.json', Buffer.from('{}')],
  ['b/large.bin', Buffer.alloc(3_000_000, 'x')],
  ['b/empty.bin', Buffer.alloc(0)],
  ['c', Buffer.alloc(512, 'y')],
] as const;

async function written(): Promise<string> {
  const path = join(folder, 'all.tar');
  const tar = await createTar(path);
  for (const [name, bytes] of members) await tar.add(name, bytes.length, [bytes]);
  await tar.finish();
  await tar.close();
  return path;
}

async function read(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for await (const { name, content } of readTar(path)) found.set(name, await buffer(content));
  return found;
}

/** The archive with bytes of its first header changed, and the header's sum put right again. */
async function tampered(change: (header: Buffer) => void): Promise<string> {
  const path = await written();
  const bytes = readFileSync(path);
  const header = bytes.subarray(0, 512);
  change(header);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  writeFileSync(path, bytes);
  return path;
}

describe('an archive', () => {
  it('is read back member by member', async () => {
    const found = await read(await written());
    expect([...found.keys()]).toEqual(members.map(([name]) => name));
    for (const [name, bytes] of members) expect(found.get(name)?.equals(bytes)).toBe(true);
  });

  it('is one that the system’s own tar reads', async ({ skip }) => {
    const listed = spawnSync('tar', ['-tf', await written()], { encoding: 'utf8' });
    skip(listed.error !== undefined, 'there is no tar here');
    expect(listed.stdout.trim().split('\n')).toEqual(members.map(([name]) => name));
    expect(listed.stderr).toBe('');
  });

  it('holds members of at most 8 GiB, of the size that was said', async () => {
    const tar = await createTar(join(folder, 'x.tar'));
    await expect(tar.add('huge', mostMemberBytes + 1, [])).rejects.toMatchObject({
      code: 'export.too-large',
    });
    await expect(tar.add('short', 3, [Buffer.from('x')])).rejects.toThrow('1 bytes, not 3');
    await tar.close();
  });
});

describe('an archive of a stranger', () => {
  it.each([
    ['a link', (header: Buffer) => void header.write('2', 156)],
    ['a folder', (header: Buffer) => void header.write('5', 156)],
    ['the path of a link', (header: Buffer) => void header.write('/etc/passwd', 157)],
    ['a prefix before its name', (header: Buffer) => void header.write('..', 345)],
    ['a size in another notation', (header: Buffer) => void header.writeUInt8(0x80, 124)],
    ['rights of its own', (header: Buffer) => void header.write('0004755', 100)],
    ['a name that is no plain text', (header: Buffer) => void header.write('\u0001', 0)],
    ['text behind the end of its name', (header: Buffer) => void header.write('b', 50)],
  ])('is refused where a member has %s', async (_what, change) => {
    await expect(read(await tampered(change))).rejects.toMatchObject({ code: 'archive.not-ours' });
  });

  it('is refused where it ends too early, at every place', async () => {
    const bytes = readFileSync(await written());
    const path = join(folder, 'cut.tar');
    for (const length of [0, 100, 512, 513, 1024, 2_000_000, bytes.length - 1024, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      await expect(read(path)).rejects.toMatchObject({ code: 'archive.incomplete' });
    }
  });

  it('is refused where something follows its end', async () => {
    const path = await written();
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(512)]));
    await expect(read(path)).rejects.toMatchObject({ code: 'archive.not-ours' });
  });
});
