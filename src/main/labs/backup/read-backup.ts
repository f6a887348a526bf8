import { createHash } from 'node:crypto';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { LabError } from '../../../shared/contract/errors.ts';
import { readTar, type TarMember } from '../../export/archive/tar-reader.ts';
import {
  type BackupHead,
  type BackupMember,
  backupVersion,
  headName,
  headSchema,
  historyName,
  isBackupName,
  manifestName,
  manifestSchema,
  mostFormBytes,
} from './backup-form.ts';

/** What was read. */
export interface UnpackedBackup {
  readonly head: BackupHead;
  readonly members: readonly BackupMember[];
}

/**
 * Unpacks a backup into a new folder. Every name, size and hash is checked; only members that a backup may hold are
 * written, below that folder.
 *
 * @throws LabError `archive.*`.
 */
export async function unpackBackup(path: string, folder: string): Promise<UnpackedBackup> {
  await checkFile(path);
  let head: BackupHead | null = null;
  const members: BackupMember[] = [];
  let isComplete = false;
  for await (const member of readTar(path)) {
    if (isComplete) throw new LabError('archive.foreign-member', { path, member: member.name });
    if (head === null) head = await readHead(path, member);
    else if (member.name === manifestName) {
      compare(path, members, (await readForm(path, member, manifestSchema)).members);
      isComplete = true;
    } else members.push(await unpackMember({ path, folder, known: members }, member));
  }
  if (head === null || !isComplete) throw new LabError('archive.incomplete', { path });
  if (!members.some(({ name }) => name === historyName))
    throw new LabError('archive.missing-member', { path, member: historyName });
  return { head, members };
}

/** @throws LabError `archive.cannot-read` where there is no file. */
async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new LabError('archive.cannot-read', { path, reason }, error);
  });
  if (!found.isFile()) throw new LabError('archive.not-ours', { path });
}

async function readHead(path: string, member: TarMember): Promise<BackupHead> {
  if (member.name !== headName) throw new LabError('archive.not-ours', { path });
  const head = await readForm(path, member, z.looseObject({ version: z.int().positive() }));
  if (head.version > backupVersion)
    throw new LabError('archive.newer', { path, found: head.version, known: backupVersion });
  const checked = headSchema.safeParse(head);
  if (!checked.success) throw new LabError('archive.not-ours', { path });
  return checked.data;
}

async function readForm<T>(path: string, member: TarMember, schema: z.ZodType<T>): Promise<T> {
  const { name, sizeBytes } = member;
  if (sizeBytes > mostFormBytes)
    throw new LabError('archive.too-large', { path, member: name, found: sizeBytes, limit: mostFormBytes });
  const bytes = await buffer(member.content);
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new LabError('archive.not-ours', { path }, error);
  }
}

async function unpackMember(
  { path, folder, known }: Readonly<{ path: string; folder: string; known: readonly BackupMember[] }>,
  { name, sizeBytes, content }: TarMember,
): Promise<BackupMember> {
  if (!isBackupName(name) || (known.at(-1)?.name ?? '') === name)
    throw new LabError('archive.foreign-member', { path, member: name });
  const target = join(folder, name);
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash('sha256');
  await using file = await openNew(target, { path, name });
  for await (const piece of content) {
    hash.update(piece);
    await file.writeFile(piece);
  }
  await file.sync();
  return { name, sizeBytes, sha256: hash.digest('hex') };
}

/** A name that comes twice finds its file there already. */
async function openNew(target: string, { path, name }: Readonly<{ path: string; name: string }>) {
  return open(target, 'wx').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new LabError('archive.foreign-member', { path, member: name }, error);
    throw error;
  });
}

/** What came by must be what the manifest says, member by member. */
function compare(path: string, found: readonly BackupMember[], promised: readonly BackupMember[]): void {
  const byName = new Map(found.map((member) => [member.name, member]));
  for (const { name, sizeBytes, sha256 } of promised) {
    const member = byName.get(name);
    if (member === undefined) throw new LabError('archive.missing-member', { path, member: name });
    if (member.sha256 !== sha256 || member.sizeBytes !== sizeBytes)
      throw new LabError('archive.damaged', { path, member: name });
    byName.delete(name);
  }
  const [extra] = byName.keys();
  if (extra !== undefined) throw new LabError('archive.foreign-member', { path, member: extra });
}
